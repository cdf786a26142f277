import type { Field, Message, Shape } from './shape.ts';

/*
 * Numbers and names of fields, as Kubernetes 1.35 has them: of the objects that `kubectl create` makes by itself, and of the options with which
 * `kubectl drain` deletes pods. Fields that kubectl does not set are left out: a body that has them is refused.
 */

const text = (name: string): Field => ({ name, shape: 'text' });
const number = (name: string): Field => ({ name, shape: 'number' });
const pointer = (name: string, shape: Shape): Field => ({ name, shape, isPointer: true });
const texts = (name: string): Field => ({ name, shape: { texts: true } });
const textMap = (name: string): Field => ({ name, shape: { map: 'text' } });
const bytesMap = (name: string): Field => ({ name, shape: { map: 'bytes' } });
const message = (name: string, inner: Message): Field => ({ name, shape: { message: inner } });
const messages = (name: string, inner: Message): Field => ({ name, shape: { messages: inner } });

const OBJECT_META: Message = {
  1: text('name'),
  2: text('generateName'),
  3: text('namespace'),
  11: textMap('labels'),
  12: textMap('annotations'),
  14: texts('finalizers'),
};

const STATUS: Field = { name: 'status', shape: 'ignored' };

const LABEL_SELECTOR: Message = { 1: textMap('matchLabels') };

const CONTAINER: Message = {
  1: text('name'),
  2: text('image'),
  3: texts('command'),
  4: texts('args'),
  6: messages('ports', { 1: text('name'), 2: number('hostPort'), 3: number('containerPort'), 4: text('protocol') }),
  7: messages('env', { 1: text('name'), 2: text('value') }),
  14: text('imagePullPolicy'),
};

const POD_TEMPLATE: Message = {
  1: message('metadata', OBJECT_META),
  2: message('spec', {
    2: messages('containers', CONTAINER),
    3: text('restartPolicy'),
    6: text('dnsPolicy'),
    8: text('serviceAccountName'),
  }),
};

const DEPLOYMENT: Message = {
  1: message('metadata', OBJECT_META),
  2: message('spec', {
    1: pointer('replicas', 'number'),
    2: message('selector', LABEL_SELECTOR),
    3: message('template', POD_TEMPLATE),
    4: message('strategy', { 1: text('type') }),
    5: number('minReadySeconds'),
    6: pointer('revisionHistoryLimit', 'number'),
    9: pointer('progressDeadlineSeconds', 'number'),
  }),
  3: STATUS,
};

const JOB: Message = {
  1: message('metadata', OBJECT_META),
  2: message('spec', {
    1: pointer('parallelism', 'number'),
    2: pointer('completions', 'number'),
    3: pointer('activeDeadlineSeconds', 'number'),
    6: message('template', POD_TEMPLATE),
    7: pointer('backoffLimit', 'number'),
    8: pointer('ttlSecondsAfterFinished', 'number'),
    10: pointer('suspend', 'yes-or-no'),
  }),
  3: STATUS,
};

const SERVICE: Message = {
  1: message('metadata', OBJECT_META),
  2: message('spec', {
    1: messages('ports', {
      1: text('name'),
      2: text('protocol'),
      3: number('port'),
      4: { name: 'targetPort', shape: 'number-or-text' },
      5: number('nodePort'),
    }),
    2: textMap('selector'),
    3: text('clusterIP'),
    4: text('type'),
    7: text('sessionAffinity'),
    10: text('externalName'),
  }),
  3: STATUS,
};

/** By `apiVersion` and `kind`. */
export const MESSAGES: ReadonlyMap<string, Message> = new Map([
  ['v1 Namespace', { 1: message('metadata', OBJECT_META), 3: STATUS }],
  [
    'v1 ConfigMap',
    {
      1: message('metadata', OBJECT_META),
      2: textMap('data'),
      3: bytesMap('binaryData'),
      4: pointer('immutable', 'yes-or-no'),
    },
  ],
  [
    'v1 Secret',
    {
      1: message('metadata', OBJECT_META),
      2: bytesMap('data'),
      3: text('type'),
      4: textMap('stringData'),
      5: pointer('immutable', 'yes-or-no'),
    },
  ],
  ['v1 ServiceAccount', { 1: message('metadata', OBJECT_META) }],
  ['v1 Service', SERVICE],
  ['apps/v1 Deployment', DEPLOYMENT],
  ['batch/v1 Job', JOB],
  [
    'v1 DeleteOptions',
    {
      1: pointer('gracePeriodSeconds', 'number'),
      2: message('preconditions', { 1: text('uid'), 2: text('resourceVersion') }),
      4: text('propagationPolicy'),
      5: texts('dryRun'),
    },
  ],
]);
