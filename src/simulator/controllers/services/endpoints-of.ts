import { compareText } from '../../../core/go/compare-text.ts';
import { isJsonObject, type JsonObject } from '../../../core/json.ts';
import { Fields } from '../../../rollout/reading/fields.ts';
import { metadataOf, type Texts, textsOf } from '../objects/metadata.ts';
import { type PodView, viewPod } from '../pods/pod-view.ts';

/** What a Service selects pods by; undefined where it selects none. */
export function selectorOf(service: JsonObject): Texts | undefined {
  const selector = textsOf(new Fields(service['spec']).object('selector'));
  return Object.keys(selector).length > 0 ? selector : undefined;
}

/** A pod that a Service sends to, or would if it were ready. */
interface Target {
  readonly pod: PodView;
  readonly address: string;
}

/** The pods with an address that are not at their end, in the order of their names. */
function targetsAmong(pods: readonly JsonObject[]): readonly Target[] {
  return pods
    .map((json) => ({ pod: viewPod(json), address: new Fields(json['status']).text('podIP') }))
    .filter(({ pod, address }) => address !== '' && (pod.isActive || pod.isTerminating))
    .sort((a, b) => compareText(metadataOf(a.pod.json).name, metadataOf(b.pod.json).name));
}

/** The EndpointSlice of a Service, without its metadata: one for all of its pods. */
export function sliceOf(service: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const targets = targetsAmong(pods);
  const endpoints = targets.map(({ pod, address }) => ({
    addresses: [address],
    conditions: {
      ready: pod.isReady && !pod.isTerminating,
      serving: pod.isReady,
      terminating: pod.isTerminating,
    },
    nodeName: pod.node,
    targetRef: referenceTo(pod.json),
  }));
  return { addressType: 'IPv4', endpoints, ports: targets.length === 0 ? null : portsOf(service, pods) };
}

/** The Endpoints of a Service, without their metadata: the old form, without pods that are going. */
export function endpointsOf(service: JsonObject, pods: readonly JsonObject[]): JsonObject {
  const targets = targetsAmong(pods).filter(({ pod }) => pod.isActive);
  const addresses = (isReady: boolean): readonly JsonObject[] =>
    targets
      .filter(({ pod }) => pod.isReady === isReady)
      .map(({ pod, address }) => ({ ip: address, nodeName: pod.node, targetRef: referenceTo(pod.json) }));
  const [ready, notReady] = [addresses(true), addresses(false)];
  if (targets.length === 0) return {};
  return {
    subsets: [
      {
        ...(ready.length > 0 && { addresses: ready }),
        ...(notReady.length > 0 && { notReadyAddresses: notReady }),
        ports: portsOf(service, pods).map(({ name, ...port }) => ({ ...(name !== '' && { name }), ...port })),
      },
    ],
  };
}

function referenceTo(pod: JsonObject): JsonObject {
  const { namespace, name, uid } = metadataOf(pod);
  return { kind: 'Pod', name, namespace, uid };
}

/** The ports that pods are reached at. A port with a name is the one that a container gives this name. */
function portsOf(service: JsonObject, pods: readonly JsonObject[]): readonly JsonObject[] {
  const ports = new Fields(service['spec']).list('ports').filter(isJsonObject);
  return ports.flatMap((json) => {
    const port = new Fields(json);
    const wanted = port.json('targetPort') ?? port.json('port');
    const number = typeof wanted === 'string' ? namedPort(wanted, pods) : wanted;
    if (typeof number !== 'number') return [];
    return [{ name: port.text('name'), port: number, protocol: port.text('protocol') || 'TCP' }];
  });
}

function namedPort(name: string, pods: readonly JsonObject[]): number | undefined {
  for (const pod of pods) {
    const containers = new Fields(pod['spec']).list('containers').filter(isJsonObject);
    const ports = containers.flatMap((container) => new Fields(container).list('ports').filter(isJsonObject));
    const found = ports.find((port) => port['name'] === name);
    if (found !== undefined) return new Fields(found).whole('containerPort');
  }
  return undefined;
}
