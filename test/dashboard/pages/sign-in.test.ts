import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chromiumBinary, type RealBrowser, startChromium } from '../../support/chromium.ts';
import { cliProcess } from '../../support/cli-process.ts';
import { freePort } from '../../support/free-port.ts';
import { type OidcIssuer, type RegisteredClient, startOidcIssuer } from '../../support/oidc-issuer.ts';
import { type DashboardStage, openDashboardStage } from '../support/dashboard-stage.ts';
import { complaintsOf, DESK, violationsOf } from '../support/pages.ts';

const binary = chromiumBinary('signs in to the dashboard in Chromium');

describe.skipIf(binary === undefined)('signing in', () => {
  let browser: RealBrowser;
  let issuer: OidcIssuer;
  let stage: DashboardStage;
  let [admin, viewer] = ['', ''];

  beforeAll(async () => {
    browser = await startChromium(binary ?? '');
    const port = await freePort();
    const client: RegisteredClient = {
      id: 'dashboard',
      secret: 'a-secret',
      redirectUri: `http://127.0.0.1:${port}/auth/callback`,
    };
    issuer = await startOidcIssuer([client]);
    stage = await openDashboardStage({
      port,
      config: configFor(port, issuer.url),
      env: { CLIENT_SECRET: client.secret },
    });
    admin = await token('admin');
    viewer = await token('viewer');
  });

  afterEach(() => browser.closePages());

  afterAll(async () => {
    await browser.close();
    await stage.stop();
    await issuer.stop();
  });

  async function token(role: string): Promise<string> {
    const words = ['token', 'create', `tests-${role}`, '--namespace', 'shop', '--role', role, ...stage.store];
    const { stdout, stderr } = await cliProcess(words, { program: stage.program }).ended;
    const text = /verdict_\S+/.exec(stdout)?.[0];
    if (text === undefined) throw new Error(`no token was made: ${stdout}${stderr}`);
    return text;
  }

  async function open(path: string): Promise<Page> {
    const page = await browser.newPage(DESK);
    await page.goto(`${stage.url}${path}`);
    return page;
  }

  async function signIn(page: Page, text: string): Promise<void> {
    await page.getByLabel('Token').fill(text);
    await page.getByRole('button', { name: 'Sign in with a token' }).click();
  }

  it('is asked for, and leads back to what was wanted', async () => {
    const page = await open('/namespaces/shop/runs?verdict=fail');
    await page.getByRole('heading', { name: 'Sign in to Verdict' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await signIn(page, ` ${viewer} `);
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    expect(page.url()).toBe(`${stage.url}/namespaces/shop/runs?verdict=fail`);
  });

  it('leaves nothing of the token in the browser, and a cookie that no script can read', async () => {
    const page = await open('/namespaces/shop/runs');
    await signIn(page, admin);
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    const kept = await page.evaluate<string>('JSON.stringify([localStorage, sessionStorage, document.cookie])');
    expect(kept).not.toContain(admin);
    expect(await page.evaluate('document.cookie')).toBe('');
    expect(await page.context().cookies()).toEqual([expect.objectContaining({ httpOnly: true, sameSite: 'Strict' })]);
  });

  it('says when a token is not known', async () => {
    const page = await open('/namespaces/shop/runs');
    await signIn(page, 'verdict_nobody');
    await page.getByRole('alert').getByText(/token/i).waitFor();
    expect(await page.getByLabel('Token').getAttribute('aria-invalid')).toBe('true');
  });

  it('is done by whoever knows the person, and leads back', async () => {
    const page = await open('/namespaces/shop/templates');
    const complaints = complaintsOf(page);
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
    expect(page.url()).toBe(`${stage.url}/namespaces/shop/templates`);
    await page.getByRole('button', { name: 'Signed in as alice@example.com' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('says so, and lets it be begun again, when whoever knows the person refuses', async () => {
    const page = await open('/namespaces/shop/templates');
    issuer.broken.set('/token', { status: 400, body: { error: 'invalid_grant' } });
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    const said = page
      .getByRole('alert')
      .getByText(/^Your organisation refused the sign-in.* it is request [\da-f-]{36}/);
    await said.waitFor();
    issuer.broken.clear();
    await page.getByRole('link', { name: 'Sign in with your organisation' }).click();
    await page.getByRole('button', { name: 'Signed in as alice@example.com' }).waitFor();
  });

  it('shows nothing of what an address says', async () => {
    const page = await open('/sign-in?failed=Call+0800+1234&request=now&back=//elsewhere.example');
    expect(await page.getByRole('alert').innerText()).toBe('The sign-in did not work.');
  });

  it('lets an admin write: what is written carries the session’s own sign', async () => {
    const page = await open('/namespaces/shop/new-template');
    await signIn(page, admin);
    await page.getByRole('button', { name: 'Store it' }).click();
    await page.getByRole('heading', { level: 1, name: 'success-rate' }).waitFor();
  });

  it('offers a viewer nothing that a viewer may not do', async () => {
    const page = await open('/namespaces/shop/templates');
    await signIn(page, viewer);
    await page.getByRole('heading', { name: 'In shop' }).waitFor();
    expect(await page.getByRole('link', { name: /^New/ }).count()).toBe(0);
    await page.getByRole('link', { name: 'Runs', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Runs' }).waitFor();
    expect(await page.getByRole('main').getByRole('link', { name: 'Start a run' }).count()).toBe(0);
  });

  it('shows in another namespace that one may not look', async () => {
    const page = await open('/namespaces/payments/runs');
    await signIn(page, viewer);
    await page.getByRole('alert').getByText('You may not see this').waitFor();
  });

  it('ends when one signs out', async () => {
    const page = await open('/namespaces/shop/runs');
    await signIn(page, viewer);
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Verdict' }).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  it('is asked for again when the session is over, and leads back', async () => {
    const page = await open('/namespaces/shop/runs');
    // The last that the page asks for; nothing is under way any more.
    const last = page.waitForResponse('**/api/v1/namespaces');
    await signIn(page, viewer);
    await last;
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Templates' }).click();
    await page.getByRole('heading', { name: 'Sign in to Verdict' }).waitFor();
    await signIn(page, viewer);
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
  });
});

function configFor(port: number, issuer: string): string {
  return `
publicUrl: http://127.0.0.1:${port}
authentication:
  tokens: true
  oidc:
    issuer: ${issuer}
    audience: verdict
    clientId: dashboard
    clientSecret: {env: CLIENT_SECRET}
    roles:
    - {value: release-team, namespace: shop, role: admin}
`;
}
