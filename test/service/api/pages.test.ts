import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FAULTS } from '../../../src/core/fault.ts';
import { type ApiStage, gateTemplate, openApiStage } from '../../support/api-stage.ts';
import { chromiumBinary, type RealBrowser, startChromium } from '../../support/chromium.ts';

const html = { accept: 'text/html,*/*' };

describe('the dashboard', () => {
  let stage: ApiStage;
  beforeAll(async () => {
    stage = await openApiStage({
      dashboard: {
        'index.html': '<!doctype html><title>the dashboard</title>',
        'assets/app-1a2b.js': 'export const a = 1;',
        'assets/app-1a2b.js.map': '{}',
        'favicon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
        '.secret': 'x',
      },
    });
  });
  afterAll(() => stage.stop());

  it.each(['/', '/runs/a-run', '/namespaces/team/runs?verdict=fail'])(
    'is shown at %s, anew each time',
    async (path) => {
      const answer = await stage.ask('GET', path, { headers: html });
      expect([answer.status, answer.headers['content-type'], answer.headers['cache-control'], answer.text]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
        expect.stringContaining('the dashboard'),
      ]);
    },
  );

  it('has files that browsers keep for good, because their names hold a hash', async () => {
    const answer = await stage.ask('GET', '/assets/app-1a2b.js');
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([
      200,
      expect.stringContaining('javascript'),
      'public, max-age=31536000, immutable',
    ]);
    expect((await stage.ask('GET', '/favicon.svg')).headers['content-type']).toContain('image/svg+xml');
  });

  it.each([
    ['/assets/app-9z9z.js', html],
    ['/assets/app-1a2b.js.map', html],
    ['/.secret', html],
    ['/assets/../index.html', html],
    ['/api/nothing', html],
    ['/runs/a-run', { accept: 'application/json' }],
  ])('is no answer to %s %j', async (path, headers) => {
    const answer = await stage.ask('GET', path, { headers });
    expect([answer.status, answer.headers['content-type']]).toEqual([404, 'application/problem+json; charset=utf-8']);
  });

  it('takes nothing but GET', async () => {
    expect((await stage.ask('POST', '/runs/a-run', { headers: html, body: '{}' })).status).toBe(404);
    expect((await stage.ask('POST', '/', { headers: html, body: '{}' })).status).toBe(405);
  });
});

describe('pages of the API', () => {
  let stage: ApiStage;
  beforeAll(async () => {
    stage = await openApiStage();
  });
  afterAll(() => stage.stop());

  it('tell at / how the dashboard is built, where it has not been', async () => {
    const answer = await stage.ask('GET', '/', { headers: html });
    expect([answer.status, answer.text]).toEqual([200, expect.stringContaining('npm run dashboard')]);
  });

  it('tell what each code of a problem means, at the place where its type leads', async () => {
    const { json } = await stage.team('GET', '/templates/nothing');
    const [path = '', code = ''] = (json as { type: string }).type.split('#');
    const { text } = await stage.ask('GET', path);
    expect(text).toContain(`<tr id="${code}">`);
    expect(text.match(/<tr id=/g)).toHaveLength(Object.keys(FAULTS).length);
  });

  const binary = chromiumBinary('opens the description of the API in Chromium');
  describe.skipIf(binary === undefined)('in Chromium', () => {
    let browser: RealBrowser;
    beforeAll(async () => {
      browser = await startChromium(binary ?? '');
    });
    afterEach(() => browser.closePages());
    afterAll(() => browser.close());

    it('describe every call, let a person try one out, load nothing from elsewhere, and keep to the content security policy', async () => {
      await stage.team('PUT', '/templates/shown', { body: gateTemplate(1, { name: 'shown' }) });
      const page = await browser.newPage();
      const complaints: string[] = [];
      const elsewhere: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(stage.url) && !request.url().startsWith('data:')) elsewhere.push(request.url());
      });
      await page.goto(`${stage.url}/api/docs#/templates/listAnalysisTemplates`);
      await page.getByText('May this release go on?').waitFor();
      await page.getByRole('button', { name: 'Try it out' }).click();
      await page.getByPlaceholder('namespace').fill('team');
      await page.getByRole('button', { name: 'Execute' }).click();
      await page.getByText('"shown"').first().waitFor();
      expect([complaints, elsewhere]).toEqual([[], []]);
    });
  });
});
