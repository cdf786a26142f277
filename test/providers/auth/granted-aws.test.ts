import { afterEach, describe, expect, it } from 'vitest';
import { Fault, textOf } from '../../../src/core/fault.ts';
import { grantedAws } from '../../../src/providers/auth/granted-aws.ts';
import type { Http, HttpRequest } from '../../../src/providers/http/http.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const SETTINGS = { region: 'eu-west-1', profile: '', roleArn: '' };
const KEYS = { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 'SECRET' };
const ROLE = 'arn:aws:iam::123456789012:role/reader';
const folder = temporaryFolder();

afterEach(() => folder.remove());

/** AWS' token service, as its API describes the answer. */
function tokenService(): { http: Http; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  return {
    asked,
    http: {
      async send(request) {
        asked.push(request);
        const action = new URLSearchParams(request.body).get('Action') ?? '';
        const given =
          '<AccessKeyId>TEMP</AccessKeyId><SecretAccessKey>TS</SecretAccessKey><SessionToken>TT</SessionToken>';
        const credentials = `<Credentials>${given}<Expiration>2126-01-01T00:00:00Z</Expiration></Credentials>`;
        const body = `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result>${credentials}</${action}Result></${action}Response>`;
        return { status: 200, statusText: 'OK', headers: { 'content-type': 'text/xml' }, body };
      },
    },
  };
}

function ask(env: Record<string, string>, settings: Partial<typeof SETTINGS> = {}, http: Http = tokenService().http) {
  const scope = { env: (name: string) => env[name], http, signal: new AbortController().signal };
  return grantedAws(scope)({ ...SETTINGS, ...settings });
}

describe('granted AWS credentials', () => {
  it('are those of the variables that a look may see', async () => {
    expect(await ask(KEYS)).toEqual({ accessKeyId: 'AKID', secretAccessKey: 'SECRET' });
    expect(await ask({ ...KEYS, AWS_SESSION_TOKEN: 'T' })).toMatchObject({ sessionToken: 'T' });
  });

  it.each([{}, { AWS_ACCESS_KEY_ID: 'AKID' }, { AWS_PROFILE: 'p' }, { AWS_ROLE_ARN: ROLE }])(
    'are not looked for anywhere else: %o',
    async (env) => {
      const { http, asked } = tokenService();
      expect(await ask(env, {}, http).catch(textOf)).toContain('has been granted neither AWS_ACCESS_KEY_ID');
      expect(asked).toEqual([]);
    },
  );

  it('are not those of a profile', async () => {
    expect(await ask(KEYS, { profile: 'admin' }).catch(textOf)).toContain('profiles are not available here');
  });

  it("are a role's, asked for by the look's own way out and kept out of the evidence", async () => {
    const { http, asked } = tokenService();
    expect(await ask(KEYS, { roleArn: ROLE }, http)).toMatchObject({ accessKeyId: 'TEMP', sessionToken: 'TT' });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: 'https://sts.eu-west-1.amazonaws.com/',
      isConfidential: true,
      maxRedirects: 0,
    });
    const form = new URLSearchParams(asked[0]?.body);
    expect([form.get('Action'), form.get('RoleArn')]).toEqual(['AssumeRole', ROLE]);
    expect(Object.fromEntries(asked[0]?.headers ?? [])['authorization']).toContain('Credential=AKID/');
  });

  it("are those of a service account's token", async () => {
    const { http, asked } = tokenService();
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: folder.write('token', 'web-token'), AWS_ROLE_ARN: ROLE };
    expect(await ask(env, {}, http)).toMatchObject({ accessKeyId: 'TEMP', secretAccessKey: 'TS' });
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toMatchObject({
      Action: 'AssumeRoleWithWebIdentity',
      WebIdentityToken: 'web-token',
      RoleArn: ROLE,
    });
  });

  it('are not asked for twice where the token service may not be asked', async () => {
    let asked = 0;
    const http: Http = {
      send() {
        asked += 1;
        return Promise.reject(new Fault('EGRESS_DENIED', 'egress denied: sts'));
      },
    };
    expect(await ask(KEYS, { roleArn: ROLE }, http).catch((thrown: Fault) => thrown.code)).toBe('EGRESS_DENIED');
    expect(asked).toBe(1);
  });

  it('lead nowhere else when the region is no region', async () => {
    const { http, asked } = tokenService();
    const text = await ask(KEYS, { roleArn: ROLE, region: 'x.evil.test/#' }, http).catch(textOf);
    expect(text).toMatch(/region/i);
    expect(asked).toEqual([]);
  });
});
