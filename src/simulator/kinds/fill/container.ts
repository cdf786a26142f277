import { isJsonObject, type Json, type JsonObject } from '../../../core/json.ts';
import { roundedToMilli } from '../../../resources/quantity.ts';
import { all, type Fill, fillAbsent, fillIn, inEach, inMember } from './fill.ts';
import { pullPolicyOf } from './pull-policy.ts';

/** What a container is where it does not say, of whatever kind it is. */
export function fillContainer(container: JsonObject): JsonObject {
  const image = container['image'];
  return all(...PARTS)(
    fillIn(container, {
      imagePullPolicy: pullPolicyOf(typeof image === 'string' ? image : ''),
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
    }),
  );
}

const fillHandler: Fill = (handler) =>
  inMember(handler, 'httpGet', (action) => fillIn(action, { path: '/', scheme: 'HTTP' }));

const fillProbe: Fill = (probe) => {
  const filled = fillIn(probe, { timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
  return inMember(fillHandler(filled), 'grpc', (action) => fillAbsent(action, { service: '' }));
};

const fillVariable: Fill = (variable) =>
  inMember(variable, 'valueFrom', (source) => {
    const filled = inMember(source, 'fieldRef', (field) => fillIn(field, { apiVersion: 'v1' }));
    return inMember(filled, 'fileKeyRef', (file) => fillAbsent(file, { optional: false }));
  });

const PARTS: readonly Fill[] = [
  (container) => inEach(container, 'ports', (port) => fillIn(port, { protocol: 'TCP' })),
  (container) => inEach(container, 'env', fillVariable),
  ...['livenessProbe', 'readinessProbe', 'startupProbe'].map(
    (name): Fill =>
      (container) =>
        inMember(container, name, fillProbe),
  ),
  (container) =>
    inMember(container, 'lifecycle', (lifecycle) =>
      inMember(inMember(lifecycle, 'postStart', fillHandler), 'preStop', fillHandler),
    ),
  (container) => inMember(container, 'resources', fillResources),
];

/** Amounts finer than a thousandth are rounded up. */
export function fillResources(resources: JsonObject): JsonObject {
  return inMember(inMember(resources, 'limits', roundedAmounts), 'requests', roundedAmounts);
}

/** A map of amounts, rounded to thousandths. */
export function roundedAmounts(amounts: JsonObject): JsonObject {
  const rounded = Object.entries(amounts).map(([name, amount]): readonly [string, Json] => [
    name,
    typeof amount === 'string' ? roundedToMilli(amount) : amount,
  ]);
  return rounded.every(([name, amount]) => amount === amounts[name]) ? amounts : Object.fromEntries(rounded);
}

/** What a container of a pod asks for where it says its limits only: as much. In templates nothing is asked for. */
export function fillRequests(container: JsonObject): JsonObject {
  return inMember(container, 'resources', (resources) => {
    const limits = resources['limits'];
    if (!isJsonObject(limits)) return resources;
    const requests = isJsonObject(resources['requests']) ? resources['requests'] : {};
    const filled = fillAbsent(requests, limits);
    return filled === requests ? resources : { ...resources, requests: filled };
  });
}
