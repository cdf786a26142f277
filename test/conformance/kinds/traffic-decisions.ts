import type { Json, JsonObject } from '../../../src/core/json.ts';
import { HASH_LABEL } from '../../../src/rollout/hash-label.ts';
import { Fields } from '../../../src/rollout/reading/fields.ts';
import { type Outcome, sameJson } from '../kind.ts';
import type { After, TrafficLine } from '../traffic-line.ts';

/** A call of a line, and the cluster before it. */
export interface Moment {
  readonly line: TrafficLine;
  readonly call: JsonObject;
  readonly wanted: After;
  /** By kind, namespace and name. */
  readonly now: ReadonlyMap<string, JsonObject>;
}

const RECORD = '0013-where-traffic-goes-other-than-upstream.md';

export const UNNEEDED: Outcome = {
  kind: 'byDecision',
  rule: 'what would change nothing is not written',
  record: RECORD,
};

/** The rule by which a call goes other than upstream on purpose; undefined where none does. */
export function decisionOn(moment: Moment): Outcome | undefined {
  const rule = RULES.find(({ isMeant }) => isMeant(moment));
  return rule && { kind: 'byDecision', rule: rule.name, record: RECORD };
}

interface Rule {
  readonly name: string;
  readonly isMeant: (moment: Moment) => boolean;
}

const RULES: readonly Rule[] = [
  {
    name: 'the main route is the only one that is not managed',
    isMeant: ({ line, call, now }) =>
      (call['setWeight'] !== undefined ||
        call['setMirrorRoute'] !== undefined ||
        call['setHeaderRoute'] !== undefined) &&
      !namesRoutes(line) &&
      virtualServices(now).some((one) => {
        const own = routeNames(one).filter((name) => !managedNames(line).includes(name));
        return own.length === 1 && httpOf(one).length > 1;
      }),
  },
  {
    name: 'routes of the same name, or without one, are not multiplied',
    isMeant: ({ line, now }) =>
      managedNames(line).length > 0 &&
      virtualServices(now).some((one) => new Set(routeNames(one)).size < routeNames(one).length),
  },
  {
    name: 'an experiment without pods gets no subset',
    isMeant: ({ call }) =>
      new Fields(call)
        .below('updateHash')
        .list('additionalDestinations')
        .some((one) => new Fields(one).text('podTemplateHash') === ''),
  },
  {
    name: 'subsets of the user stay',
    isMeant: ({ line, call, now }) =>
      call['updateHash'] !== undefined &&
      [...now.values()].some((manifest) => foreignSubsets(manifest, line).length > 0),
  },
  {
    name: 'weights are parts of maxTrafficWeight for every router',
    isMeant: ({ line, call }) =>
      line.router !== 'nginx' &&
      call['setWeight'] !== undefined &&
      (routingOf(line).whole('maxTrafficWeight') ?? 100) !== 100,
  },
  {
    name: 'a VirtualService without HTTP routes does not keep the others from being cleaned',
    isMeant: ({ call, now }) =>
      call['removeManagedRoutes'] !== undefined &&
      virtualServices(now).length > 1 &&
      virtualServices(now).some((one) => !new Fields(one).below('spec').has('http')),
  },
  {
    name: 'an Ingress without rules is named',
    isMeant: ({ wanted }) => wanted.error?.startsWith('ingress `` has no rules using service ') === true,
  },
  {
    name: 'an Ingress of ALB that needs nothing does not keep the others from being written',
    isMeant: ({ line, wanted: { error, writes = [] } }) =>
      line.router === 'alb' &&
      error === undefined &&
      writes.length + 1 < routingOf(line).below('alb').list('ingresses').length,
  },
  {
    name: 'no target group gets less than nothing',
    isMeant: ({ line, call }) => line.router === 'alb' && sharedOut(call) > 100,
  },
  {
    name: 'an annotation that cannot be read is named',
    isMeant: ({ line, wanted: { error = '' } }) =>
      line.router === 'alb' && /^invalid character |^unexpected end of JSON input$/.test(error),
  },
];

/** What upstream did without the updates that change nothing, their events and their failures. */
export function unneededLeftOut(moment: Moment): After {
  const { wanted, now } = moment;
  const { writes = [], events = [] } = wanted;
  if (wanted.error !== undefined) return isRemovalOfNothing(moment) && writes.every(isUpdate) ? {} : wanted;
  const changed = (wanted.changed ?? []).filter(
    (manifest) => !sameJson(httpListed(manifest), now.get(keyOf(manifest))),
  );
  const isNeeded = (write: JsonObject): boolean => changed.some((one) => pathOf(one) === pathWritten(write));
  const unneeded = writes.filter((write) => isUpdate(write) && !isNeeded(write)).map(nameWritten);
  return {
    ...wanted,
    changed,
    writes: writes.filter((write) => !isUpdate(write) || isNeeded(write)),
    events: events.filter(({ message = '' }) => !unneeded.some((name) => isAbout(message, name))),
  };
}

/** What canary and experiments get together. */
function sharedOut(call: JsonObject): number {
  const fields = new Fields(call);
  const additional = fields.list('additionalDestinations').map((one) => new Fields(one).whole('weight') ?? 0);
  return additional.reduce((sum, weight) => sum + weight, fields.whole('setWeight') ?? 0);
}

const nameWritten = (write: JsonObject): string => new Fields(write).text('name');

const isUpdate = (write: JsonObject): boolean => write['verb'] === 'update';

function isAbout(message: string, name: string): boolean {
  return message.startsWith(`VirtualService \`${name}\` `) || message.startsWith(`DestinationRule ${name} `);
}

/** Routes are to go that no VirtualService has. */
function isRemovalOfNothing({ line, call, now }: Moment): boolean {
  const step = new Fields(call['setHeaderRoute'] ?? call['setMirrorRoute']);
  const isRemoval = call['removeManagedRoutes'] !== undefined || (step.text('name') !== '' && !step.has('match'));
  const names = step.has('name') ? [step.text('name')] : [...managedNames(line), ...stepNames(line)];
  return isRemoval && virtualServices(now).every((one) => !routeNames(one).some((name) => names.includes(name)));
}

/** Go writes an empty list of routes as null. */
function httpListed(manifest: JsonObject): JsonObject {
  const spec = new Fields(manifest).object('spec');
  return spec?.['http'] === null ? { ...manifest, spec: { ...spec, http: [] } } : manifest;
}

function virtualServices(now: Moment['now']): readonly JsonObject[] {
  return [...now.values()].filter((manifest) => manifest['kind'] === 'VirtualService');
}

function httpOf(manifest: JsonObject): readonly Json[] {
  return new Fields(manifest).below('spec').list('http');
}

function routeNames(manifest: JsonObject): readonly string[] {
  return httpOf(manifest).map((route) => new Fields(route).text('name'));
}

function routingOf({ rollout }: TrafficLine): Fields {
  return new Fields(rollout).below('spec').below('strategy').below('canary').below('trafficRouting');
}

function managedNames(line: TrafficLine): readonly string[] {
  return routingOf(line)
    .list('managedRoutes')
    .map((route) => new Fields(route).text('name'));
}

function stepNames({ rollout }: TrafficLine): readonly string[] {
  const steps = new Fields(rollout)
    .below('spec')
    .below('strategy')
    .below('canary')
    .list('steps')
    .map((step) => new Fields(step));
  return steps.flatMap((step) => [
    step.below('setHeaderRoute').text('name'),
    step.below('setMirrorRoute').text('name'),
  ]);
}

/** Whether every VirtualService of the Rollout says which routes are meant. */
function namesRoutes(line: TrafficLine): boolean {
  const istio = routingOf(line).below('istio');
  const settings = istio.has('virtualServices') ? istio.list('virtualServices') : [istio.json('virtualService') ?? {}];
  return settings.every((one) => new Fields(one).list('routes').length > 0);
}

/** Subsets that neither canary, stable nor an experiment ever had. */
function foreignSubsets(manifest: JsonObject, line: TrafficLine): readonly Json[] {
  if (manifest['kind'] !== 'DestinationRule') return [];
  const rule = routingOf(line).below('istio').below('destinationRule');
  const ours = [rule.text('canarySubsetName'), rule.text('stableSubsetName')];
  const additional = rule.list('additionalSubsetNames');
  return new Fields(manifest)
    .below('spec')
    .list('subsets')
    .filter((subset) => {
      const name = new Fields(subset).text('name');
      const isExperiments = new Fields(subset).below('labels').has(HASH_LABEL);
      return !ours.includes(name) && (!isExperiments || additional.includes(name));
    });
}

/** Tells an object from all others. */
export function keyOf(manifest: JsonObject): string {
  return `${new Fields(manifest).text('kind')}/${pathOf(manifest)}`;
}

function pathOf(manifest: JsonObject): string {
  const metadata = new Fields(manifest).below('metadata');
  const resource = `${new Fields(manifest).text('kind').toLowerCase()}s`;
  return `${resource}/${metadata.text('namespace')}/${metadata.text('name')}`;
}

function pathWritten(json: JsonObject): string {
  const write = new Fields(json);
  return `${write.text('resource')}/${write.text('namespace')}/${write.text('name')}`;
}
