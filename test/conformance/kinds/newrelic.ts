import { newRelic } from '../../../src/providers/new-relic/new-relic.ts';
import { scriptedHttp } from '../../support/scripted-http.ts';
import { compareLook, type WantedLook } from '../compare-look.ts';
import { compare, type Kind, type Outcome } from '../kind.ts';
import { measureOnce, type Secrets } from '../measure-once.ts';

interface Line {
  readonly name: string;
  readonly body: string;
  readonly status?: number;
  readonly timeout?: number;
  readonly success?: string;
  readonly failure?: string;
  readonly want: WantedLook & { readonly requests: number };
}

const SECRETS: Secrets = { 'argo-rollouts/newrelic': { 'personal-api-key': 'key', 'account-id': '1' } };

/** `newrelic.jsonl`: one look at New Relic. */
export const newRelicKind: Kind = {
  name: 'newrelic',
  title: ({ name }: Line) => name,
  async run(line: Line): Promise<Outcome> {
    const { requests, ...want } = line.want;
    const { http, sent } = scriptedHttp([{ code: line.status ?? 200, body: line.body }]);
    const config = { query: 'SELECT 1', ...(line.timeout === undefined ? {} : { timeout: line.timeout }) };
    const looked = await measureOnce({ ...line, provider: newRelic, config, http, secrets: SECRETS });
    if (isRetriedUpstream(line) && sent.length === 1 && 'phase' in looked && looked.phase === 'Error') {
      return { kind: 'byDecision', rule: 'New Relic is asked once a look', record: '0005-no-retries-inside-a-look.md' };
    }
    if (requests !== sent.length) return compare({ requests }, { requests: sent.length });
    return compareLook(want, looked);
  },
};

/** Upstream's client asks again, and tells how often in its message. */
function isRetriedUpstream({ want }: Line): boolean {
  return want.phase === 'Error' && want.requests > 1;
}
