import type { ApiAnswer } from '../../../../simulator/api/call.ts';
import type { ApiKind } from '../../../../simulator/api/kind.ts';
import { acceptedForm } from '../forms/accepted-form.ts';
import { refuse } from '../refuse.ts';
import { AGGREGATED, aggregatedDiscovery } from './aggregated.ts';
import { coreVersions, groupList, groupOf, resourceList } from './listed.ts';
import { openApiIndex, openApiOf } from './open-api.ts';
import { type ServedGroup, type ServedVersion, servedGroups } from './served.ts';
import { SERVER_VERSION } from './server-version.ts';

/** An answer about the server itself; a text is sent as plain text. */
export type PageAnswer = (ApiAnswer & { readonly contentType?: string }) | { readonly text: string };

const HEALTH: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz']);

/**
 * What the server says of itself: its health, its version, which kinds it serves.
 *
 * @param path  without a slash at its end
 * @returns undefined for a path that names objects, or nothing
 */
export function pageAt(path: string, accept: string | undefined, kinds: readonly ApiKind[]): PageAnswer | undefined {
  if (HEALTH.has(path)) return { text: 'ok' };
  if (path === '/version') return { status: 200, body: SERVER_VERSION };
  if (path === '/openapi/v2') return refuse(406, `${path} is not served; /openapi/v3 says which kinds there are`);
  const groups = servedGroups(kinds);
  return discoveryAt(path, accept, groups) ?? openApiAt(path, groups);
}

function discoveryAt(path: string, accept: string | undefined, groups: readonly ServedGroup[]): PageAnswer | undefined {
  const core = groups.filter(({ name }) => name === '');
  const named = groups.filter(({ name }) => name !== '');
  switch (path) {
    case '/api':
      return aggregated(core, accept) ?? { status: 200, body: coreVersions(core[0]) };
    case '/apis':
      return aggregated(named, accept) ?? { status: 200, body: groupList(named) };
    default: {
      const group = named.find(({ name }) => path === `/apis/${name}`);
      if (group !== undefined) return { status: 200, body: groupOf(group) };
      const found = versionAt(path, groups);
      return found && { status: 200, body: resourceList(found.version) };
    }
  }
}

/** Everything at once, for clients that ask for it. */
function aggregated(groups: readonly ServedGroup[], accept: string | undefined): PageAnswer | undefined {
  if (acceptedForm(accept, { aggregated: AGGREGATED.transform }) !== 'aggregated') return undefined;
  return { status: 200, body: aggregatedDiscovery(groups), contentType: AGGREGATED.contentType };
}

function openApiAt(path: string, groups: readonly ServedGroup[]): PageAnswer | undefined {
  if (path === '/openapi/v3') return { status: 200, body: openApiIndex(groups) };
  if (!path.startsWith('/openapi/v3/')) return undefined;
  const found = versionAt(path.slice('/openapi/v3'.length), groups);
  return found && { status: 200, body: openApiOf(found.group.name, found.version) };
}

/** @param path  `/api/v1`, `/apis/apps/v1` */
function versionAt(
  path: string,
  groups: readonly ServedGroup[],
): { readonly group: ServedGroup; readonly version: ServedVersion } | undefined {
  const all = groups.flatMap((group) => group.versions.map((version) => ({ group, version })));
  return all.find(({ group, version }) => path === `/${group.name === '' ? 'api' : 'apis'}/${version.groupVersion}`);
}
