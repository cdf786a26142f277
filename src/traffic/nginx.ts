import { Fault } from '../core/fault.ts';
import { isJsonObject, type Json } from '../core/json.ts';
import { Fields } from '../rollout/reading/fields.ts';
import { backendsOf, ingressRef } from './ingress.ts';
import { isControlledBy, ownerReference } from './owner.ts';
import type { Route } from './route.ts';
import type { Decision, Manifest, ObjectRef, Router, Split, Task } from './router.ts';

/**
 * The NGINX ingress controller: beside each stable Ingress stands a canary Ingress of ours, whose annotations say how much of the
 * traffic it takes. It stays at weight 0 when all is over, and goes with the Rollout.
 *
 * @see traffic.md §4
 */
export const nginx: Router = { name: 'nginx', setWeight };

function setWeight(route: Route, split: Split): readonly Task[] {
  return stableIngresses(settingsOf(route)).map((stable) => weightTask(route, stable, split));
}

const settingsOf = ({ routing }: Route): Fields => new Fields(routing).below('nginx');

function stableIngresses(settings: Fields): readonly string[] {
  const several = settings.json('stableIngresses');
  if (several === undefined) return [settings.text('stableIngress')];
  return settings.list('stableIngresses').filter((name) => typeof name === 'string');
}

function weightTask(route: Route, stableName: string, { weight }: Split): Task {
  const canary = ingressRef(route, canaryNameOf(route.rollout.name, stableName));
  const { name } = canary;
  return {
    needs: [
      {
        ref: ingressRef(route, stableName),
        through: 'cache',
        whenMissing: 'fault',
        failed: (reason) => `error retrieving stableIngress \`${stableName}\` from cache: ${reason}`,
      },
      {
        ref: canary,
        through: 'cache',
        whenMissing: 'absent',
        failed: (reason) => `error retrieving canary ingress \`${name}\` from cache: ${reason}`,
      },
    ],
    decide([stable = {}, current]) {
      const wanted = canaryIngress(route, stable, { stableName, name, weight });
      if (current === undefined) return creation(canary, wanted, weight);
      if (!isControlledBy(current, route)) {
        throw new Fault('TRAFFIC_INVALID', `canary ingress \`${name}\` controlled by different object`, {
          ingress: name,
        });
      }
      return {
        kind: 'patch',
        ref: canary,
        from: current,
        to: moved(current, wanted),
        event: {
          told: 'before',
          type: 'Normal',
          reason: 'PatchingCanaryIngress',
          message: `Updating Ingress \`${name}\` to desiredWeight '${weight}'`,
        },
        failed: (reason) => `error patching canary ingress \`${name}\`: ${reason}`,
      };
    },
  };
}

function creation(ref: ObjectRef, manifest: Manifest, weight: number): Decision {
  return {
    kind: 'create',
    ref,
    manifest,
    event: {
      told: 'before',
      type: 'Normal',
      reason: 'CreatingCanaryIngress',
      message: `Creating canary ingress \`${ref.name}\` with weight \`${weight}\``,
    },
    failed: (reason) => `error creating canary ingress \`${ref.name}\`: ${reason}`,
    reread: (reason) => `error retrieving canary ingress \`${ref.name}\` from api: ${reason}`,
  };
}

/** The canary Ingress as it is, with our annotations over those of others, our spec, and no labels. */
function moved(current: Manifest, wanted: Manifest): Manifest {
  const { labels: _, ...metadata } = new Fields(current).object('metadata') ?? {};
  const ours = new Fields(wanted).below('metadata').object('annotations') ?? {};
  const theirs = new Fields(metadata).object('annotations') ?? {};
  return { ...current, metadata: { ...metadata, annotations: { ...theirs, ...ours } }, spec: wanted['spec'] ?? {} };
}

const LONGEST_NAME = 253;
const SUFFIX = '-canary';

function canaryNameOf(rollout: string, stableIngress: string): string {
  return `${rollout}-${stableIngress}`.slice(0, LONGEST_NAME - SUFFIX.length) + SUFFIX;
}

const CLASS = 'kubernetes.io/ingress.class';

interface Wanted {
  readonly stableName: string;
  readonly name: string;
  readonly weight: number;
}

function canaryIngress(route: Route, stable: Manifest, { stableName, name, weight }: Wanted): Manifest {
  const { ingressClassName, tls } = new Fields(stable).object('spec') ?? {};
  const rules = canaryRules(route, stable);
  if (rules.length === 0) {
    throw new Fault(
      'TRAFFIC_INVALID',
      `ingress \`${stableName}\` has no rules using service ${route.stableService} backend`,
      { ingress: stableName, service: route.stableService },
    );
  }
  const ingressClass = new Fields(stable).below('metadata').below('annotations').text(CLASS);
  return {
    apiVersion: route.apis.ingress,
    kind: 'Ingress',
    metadata: {
      name,
      namespace: route.rollout.namespace,
      annotations: { ...(ingressClass && { [CLASS]: ingressClass }), ...canaryAnnotations(route, weight) },
      ownerReferences: [ownerReference(route)],
    },
    spec: { ...(ingressClassName && { ingressClassName }), rules, ...(tls && { tls }) },
  };
}

/** Later ones win: what makes it a canary cannot be overruled. */
function canaryAnnotations(route: Route, weight: number): Readonly<Record<string, string>> {
  const settings = settingsOf(route);
  const prefix = settings.text('annotationPrefix') || 'nginx.ingress.kubernetes.io';
  const additional = textsIn(settings, 'additionalIngressAnnotations').map(([key, value]) => [
    // Compared without the slash, as upstream does: `nginx.organic` passes for a key of `nginx.org`.
    key.startsWith(prefix) ? key : `${prefix}/${key}`,
    value,
  ]);
  return {
    ...Object.fromEntries(additional),
    ...Object.fromEntries(textsIn(settings, 'canaryIngressAnnotations')),
    [`${prefix}/canary`]: 'true',
    [`${prefix}/canary-weight`]: String(weight),
    ...(route.maxTrafficWeight !== undefined && { [`${prefix}/canary-weight-total`]: String(route.maxTrafficWeight) }),
  };
}

function textsIn(settings: Fields, name: string): readonly (readonly [key: string, value: string])[] {
  return Object.entries(settings.object(name) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
}

/** The rules that lead to the stable service, which lead to the canary instead. What else they hold stays as it is. */
function canaryRules(route: Route, stable: Manifest): readonly Json[] {
  const { serviceOf, to } = backendsOf(route);
  const isStable = (path: Json): boolean => serviceOf(new Fields(path).below('backend')) === route.stableService;
  return new Fields(stable)
    .below('spec')
    .list('rules')
    .flatMap((rule) => {
      const http = new Fields(rule).object('http') ?? {};
      const paths = new Fields(http).list('paths');
      if (!isJsonObject(rule) || !paths.some(isStable)) return [];
      const led = paths.map((path) => {
        if (!isJsonObject(path) || !isStable(path)) return path;
        return { ...path, backend: to(new Fields(path).object('backend') ?? {}, route.canaryService) };
      });
      return [{ ...rule, http: { ...http, paths: led } }];
    });
}
