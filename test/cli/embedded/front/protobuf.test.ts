import { describe, expect, it } from 'vitest';
import { readProtobuf } from '../../../../src/cli/embedded/front/protobuf/read-protobuf.ts';

/** What kubectl 1.35 sent for the command in front of it. */
const SENT = {
  'create namespace shop': 'azhzAAoPCgJ2MRIJTmFtZXNwYWNlEhwKFAoEc2hvcBIAGgAiACoAMgA4AEIAEgAaAgoAGgAiAA==',
  'create configmap cm --from-literal a=b':
    'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhwKEgoCY20SABoAIgAqADIAOABCABIGCgFhEgFiGgAiAA==',
  'create secret generic s --from-literal a=b':
    'azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBcxIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA=',
  'create deployment dd --image x':
    'azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50Ep8BCh0KAmRkEgAaACIAKgAyADgAQgBaCQoDYXBwEgJkZBJwCAESCwoJCgNhcHASAmRkGlcKGwoAEgAaACIAKgAyADgAQgBaCQoDYXBwEgJkZBI4EhoKAXgSAXgqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAoADgAGgAiAA==',
  'create job j --image x':
    'azhzAAoPCghiYXRjaC92MRIDSm9iEnIKEQoBahIAGgAiACoAMgA4AEIAElMyUQoQCgASABoAIgAqADIAOABCABI9EhoKAWoSAXgqAEIAagByAIABAIgBAJABAKIBABoFTmV2ZXIyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBABoIIAAoADAAOgAaACIA',
} as const;

describe('objects that kubectl sends in protobuf', () => {
  it.each<{ command: keyof typeof SENT; then: object }>([
    {
      command: 'create namespace shop',
      then: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    },
    {
      command: 'create configmap cm --from-literal a=b',
      then: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'cm' }, data: { a: 'b' } },
    },
    {
      command: 'create secret generic s --from-literal a=b',
      then: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'Yg==' } },
    },
    {
      command: 'create deployment dd --image x',
      then: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'dd', labels: { app: 'dd' } },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: 'dd' } },
          strategy: {},
          template: { metadata: { labels: { app: 'dd' } }, spec: { containers: [{ name: 'x', image: 'x' }] } },
        },
      },
    },
    {
      command: 'create job j --image x',
      then: {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { name: 'j' },
        spec: { template: { metadata: {}, spec: { restartPolicy: 'Never', containers: [{ name: 'j', image: 'x' }] } } },
      },
    },
  ])('are read: kubectl $command', ({ command, then }) => {
    expect(readProtobuf(Buffer.from(SENT[command], 'base64'))).toEqual(then);
  });

  it('keep a zero that was said, where nothing said would mean something else', () => {
    const template = Buffer.from(SENT['create deployment dd --image x'], 'base64');
    const replicas = template.indexOf(Buffer.from([0x12, 0x70, 0x08, 0x01])) + 3;
    template[replicas] = 0;
    expect(readProtobuf(template)).toMatchObject({ spec: { replicas: 0 } });
  });

  it.each([
    { given: 'bytes of something else', bytes: Buffer.from('{}'), then: 'it does not begin as protobuf of Kubernetes' },
    {
      given: 'half an object',
      bytes: Buffer.from(SENT['create namespace shop'], 'base64').subarray(0, 40),
      then: 'the message is cut off',
    },
    {
      given: 'a kind that kubectl does not create by itself',
      bytes: k8s('v1', 'Node', []),
      then: 'v1 Node is not known in protobuf',
    },
    {
      given: 'a field that kubectl does not set',
      bytes: k8s('v1', 'ServiceAccount', [0x22, 0x01, 0x78]),
      then: 'field 4 of v1 ServiceAccount is not known in protobuf',
    },
    {
      given: 'a text in place of a number',
      bytes: k8s('v1', 'Secret', [0x2a, 0x01, 0x01]),
      then: 'v1 Secret.immutable is no number',
    },
    {
      given: 'a number in place of a text',
      bytes: k8s('v1', 'Secret', [0x18, 0x01]),
      then: 'v1 Secret.type is a number',
    },
    { given: 'a number of fixed width', bytes: k8s('v1', 'Secret', [0x19]), then: 'field 3 has the wire type 1' },
    {
      given: 'a number without an end',
      bytes: k8s(
        'v1',
        'Secret',
        Array.from({ length: 12 }, () => 0xff),
      ),
      then: 'a number is too long',
    },
  ])('are refused: $given', ({ bytes, then }) => {
    expect(() => readProtobuf(bytes)).toThrow(then);
  });
});

/** An object in its envelope. All lengths are below 128. */
function k8s(apiVersion: string, kind: string, raw: readonly number[]): Buffer {
  const inside = (number: number, bytes: Iterable<number>): readonly number[] => {
    const content = [...bytes];
    return [number * 8 + 2, content.length, ...content];
  };
  const typeMeta = [...inside(1, Buffer.from(apiVersion)), ...inside(2, Buffer.from(kind))];
  return Buffer.from([...Buffer.from('k8s\0'), ...inside(1, typeMeta), ...inside(2, raw)]);
}
