import type { Environment } from '../../core/environment.ts';
import { Secret } from '../../core/secret.ts';
import type { Http } from '../../providers/http/http.ts';
import type { KnownSecrets } from './known-secrets.ts';

const SECRET_VARIABLE = /KEY|TOKEN|SECRET|PASSWORD/;
const TOKEN = /"(?:access|refresh|id)_token"\s*:\s*("(?:[^"\\]|\\.)*")/g;

/** The environment as providers see it; what they read under a name like a secret's is known from then on. */
export function watchedEnvironment(env: Environment, known: KnownSecrets): (name: string) => string | undefined {
  return (name) => {
    const text = env[name];
    if (text !== undefined && SECRET_VARIABLE.test(name)) known.add([new Secret(text)]);
    return text;
  };
}

/** The way out as providers see it; tokens that a server gives out are known from then on. */
export function watchedHttp(http: Http, known: KnownSecrets): Http {
  return {
    async send(request) {
      const answer = await http.send(request);
      for (const [, text = '""'] of answer.body.matchAll(TOKEN)) known.add(tokenIn(text));
      return answer;
    },
  };
}

function tokenIn(json: string): readonly Secret[] {
  try {
    // A JSON string, or no JSON at all.
    return [new Secret(JSON.parse(json) as string)];
  } catch {
    return [];
  }
}
