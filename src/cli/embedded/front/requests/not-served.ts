import type { ApiAnswer } from '../../../../simulator/api/call.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import type { Place } from '../../../../simulator/api/place.ts';
import { groupVersionOf, servedGroups } from '../discovery/served.ts';
import { subresourcesOf } from '../discovery/verbs.ts';
import { refuse } from '../refuse.ts';

const NO_CONTAINERS = 'the pods of the embedded cluster are acted out and run no containers';

/** Parts of objects that a Kubernetes API server has and this one does not, and why. */
const UNSERVED: Readonly<Record<string, string>> = {
  'pods/log': NO_CONTAINERS,
  'pods/exec': NO_CONTAINERS,
  'pods/attach': NO_CONTAINERS,
  'pods/portforward': NO_CONTAINERS,
  'pods/proxy': NO_CONTAINERS,
  'pods/ephemeralcontainers': NO_CONTAINERS,
  'pods/resize': NO_CONTAINERS,
  'services/proxy': NO_CONTAINERS,
  'nodes/proxy': 'the nodes of the embedded cluster are acted out and listen nowhere',
  'pods/eviction': 'the embedded cluster knows no disruption budgets; delete the pod',
  'pods/binding': 'the embedded cluster places pods by itself',
  'namespaces/finalize': 'the embedded cluster ends namespaces by itself',
  'serviceaccounts/token': "the embedded cluster knows one user: whoever has the kubeconfig's token",
};

/**
 * The refusal of a request for something that is no part of the embedded cluster, with the reason and what there is instead.
 *
 * @param kind  what is at that place; undefined when the kind is not served
 * @returns undefined when it is served
 */
export function notServed(place: Place, kind: ApiKind | undefined, kinds: readonly ApiKind[]): ApiAnswer | undefined {
  if (kind === undefined) return refuse(404, noSuchKind(place, kinds));
  const { plural, subresource } = place;
  const served = subresourcesOf(kind).map(({ name }) => `${plural}/${name}`);
  const asked = `${plural}/${subresource}`;
  if (subresource === '' || served.includes(asked)) return undefined;
  const instead = served.length === 0 ? `${plural} alone` : [plural, ...served].join(', ');
  const reason = Object.hasOwn(UNSERVED, asked) ? UNSERVED[asked] : undefined;
  if (reason !== undefined) return refuse(501, `${asked} is not served: ${reason}. Served: ${instead}`);
  return refuse(404, `${NO_RESOURCE}: there is no ${asked}. Served: ${instead}`);
}

const NO_RESOURCE = 'the server could not find the requested resource';

function noSuchKind({ group, version, plural }: Place, kinds: readonly ApiKind[]): string {
  const versions = servedGroups(kinds).flatMap((served) => served.versions);
  const asked = groupVersionOf(group, version);
  const found = versions.find(({ groupVersion }) => groupVersion === asked);
  if (found === undefined) {
    const all = versions.map(({ groupVersion }) => groupVersion).join(', ');
    return `${NO_RESOURCE}: the embedded cluster does not serve ${asked}. Served: ${all}`;
  }
  const plurals = found.kinds.map((kind) => kind.plural).join(', ');
  return `${NO_RESOURCE}: there is no ${plural} in ${asked}. Served: ${plurals}`;
}
