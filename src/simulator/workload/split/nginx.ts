import type { JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { type Objects, objectNamed, objectsIn, objectsOf } from './objects.ts';
import { serviceSplit } from './service.ts';
import { mix, NOBODY, type Split } from './split.ts';

/** A path of an Ingress: the first one that leads to a service, unless host or path name another. */
export interface IngressEntry {
  readonly namespace: string;
  readonly name: string;
  readonly host?: string;
  readonly path?: string;
}

const PREFIX = 'nginx.ingress.kubernetes.io';
const DEFAULT_TOTAL = 100;

/**
 * Requests at a path of an Ingress, as the NGINX ingress controller sends them: the canary Ingress with the same host and path takes
 * its weight out of the total, unless nobody is behind it. Requests bring no headers or cookies that a canary could ask for.
 *
 * @see https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary
 */
export function nginxSplit(objects: Objects, entry: IngressEntry): Split {
  const { namespace } = entry;
  const stable = objectNamed(objects, 'Ingress', entry);
  const path = pathsOf(stable).find(({ host, path }) => host === (entry.host ?? host) && path === (entry.path ?? path));
  if (path === undefined) return NOBODY;
  const main = serviceSplit(objects, { namespace, name: path.service });
  const canary = objectsOf(objects, 'Ingress', namespace).filter(isCanary).flatMap(pathsOf).find(isSameAs(path));
  if (canary === undefined) return main;
  const aside = serviceSplit(objects, { namespace, name: canary.service });
  const share = shareOf(canary.annotations);
  return aside.unserved === 1
    ? main
    : mix([
        { weight: 1 - share, split: main },
        { weight: share, split: aside },
      ]);
}

interface Path {
  readonly annotations: Fields;
  readonly host: string;
  readonly path: string;
  readonly service: string;
}

function pathsOf(ingress: JsonObject | undefined): readonly Path[] {
  const annotations = annotationsOf(ingress);
  return objectsIn(new Fields(ingress).below('spec'), 'rules').flatMap((rule) =>
    objectsIn(new Fields(rule).below('http'), 'paths').flatMap((path) => {
      const backend = new Fields(path).below('backend');
      const service = backend.below('service').text('name') || backend.text('serviceName');
      const place = { annotations, host: new Fields(rule).text('host'), path: new Fields(path).text('path') || '/' };
      return service === '' ? [] : [{ ...place, service }];
    }),
  );
}

function isSameAs(wanted: Path): (path: Path) => boolean {
  return ({ host, path }) => host === wanted.host && path === wanted.path;
}

function isCanary(ingress: JsonObject): boolean {
  return annotationsOf(ingress).text(`${PREFIX}/canary`) === 'true';
}

function annotationsOf(ingress: JsonObject | undefined): Fields {
  return new Fields(ingress).below('metadata').below('annotations');
}

/** 0 to 1. The controller takes a total below 100 for 100. */
function shareOf(annotations: Fields): number {
  const weight = Number(annotations.text(`${PREFIX}/canary-weight`)) || 0;
  const total = Number(annotations.text(`${PREFIX}/canary-weight-total`)) || DEFAULT_TOTAL;
  return Math.min(1, Math.max(0, weight) / Math.max(DEFAULT_TOTAL, total));
}
