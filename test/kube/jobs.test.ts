import { describe, expect, it, onTestFinished } from 'vitest';
import { instantOf } from '../../src/core/instant.ts';
import { connect } from '../../src/kube/connect.ts';
import { jobsOf } from '../../src/kube/jobs.ts';
import type { Job, Jobs, NewJob } from '../../src/providers/job/jobs.ts';
import { type Handler, startServer } from '../support/http-server.ts';
import { writeKubeconfig } from '../support/kubeconfig-file.ts';

/*
 * What a real API server does not show on request: how requests look on the wire, and an API in trouble.
 * The rest is in test/providers/job/scenarios.ts.
 */

const SIGNAL = new AbortController().signal;
const REF = { namespace: 'shop', name: 'smoke' };
const NEW: NewJob = { ...REF, labels: { l: '1' }, annotations: { a: '2' }, spec: { backoffLimit: 0 } };
const SEEN: Job = {
  ...REF,
  labels: {},
  annotations: {},
  createdAt: instantOf(0),
  conditions: [],
  podSelector: 'controller-uid=u',
};
const TROUBLE = {
  status: 503,
  body: { kind: 'Status', message: 'the server is currently unable to handle the request' },
};

describe('Jobs on the wire', () => {
  it('are created with the run as the controller that owns them', async () => {
    const { jobs, requests } = await jobsAt(() => ({ status: 201, body: {} }));
    const owner = { apiVersion: 'argoproj.io/v1alpha1', kind: 'AnalysisRun', name: 'r', uid: 'u' };
    expect(await jobs.create({ ...NEW, owner }, SIGNAL)).toEqual({ kind: 'created' });
    const [request] = requests;
    expect(`${request?.method} ${request?.path}`).toBe('POST /apis/batch/v1/namespaces/shop/jobs');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        ...REF,
        labels: { l: '1' },
        annotations: { a: '2' },
        ownerReferences: [{ ...owner, controller: true, blockOwnerDeletion: true }],
      },
      spec: { backoffLimit: 0 },
    });
  });

  it('are deleted after their pods', async () => {
    const { jobs, requests } = await jobsAt(() => ({ body: {} }));
    await jobs.delete(REF, SIGNAL);
    const [request] = requests;
    expect(`${request?.method} ${request?.path}`).toBe('DELETE /apis/batch/v1/namespaces/shop/jobs/smoke');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ propagationPolicy: 'Foreground' });
  });

  it('are read with owner, conditions that hold, and selector', async () => {
    const body = {
      metadata: {
        ...REF,
        creationTimestamp: '2026-03-01T10:00:00Z',
        ownerReferences: [{ uid: 'other' }, { uid: 'run', controller: true }],
      },
      spec: { selector: { matchLabels: { 'controller-uid': 'u' } } },
      status: {
        conditions: [
          { type: 'Suspended', status: 'False' },
          { type: 'Complete', status: 'True' },
        ],
      },
    };
    const { jobs } = await jobsAt(() => ({ body }));
    const createdAt = instantOf(Date.UTC(2026, 2, 1, 10));
    const job = { ...SEEN, createdAt, ownerUid: 'run', conditions: ['Complete'] };
    expect(await jobs.get(REF, SIGNAL)).toEqual({ kind: 'found', job });
  });

  it('have pods whose waiting containers are listed, init containers first', async () => {
    const waiting = (name: string) => ({ name, state: { waiting: { reason: 'ErrImagePull', message: name } } });
    const status = {
      initContainerStatuses: [waiting('init')],
      containerStatuses: [{ name: 'runs', state: { running: {} } }, waiting('main')],
    };
    const { jobs, requests } = await jobsAt(() => ({ body: { items: [{ metadata: { name: 'p' }, status }] } }));
    const stuck = ['init', 'main'].map((name) => ({ name, reason: 'ErrImagePull', message: name }));
    expect(await jobs.pods(SEEN, SIGNAL)).toEqual([{ name: 'p', waiting: stuck }]);
    expect(requests[0]?.path).toBe('/api/v1/namespaces/shop/pods');
    expect(requests[0]?.query.get('labelSelector')).toBe('controller-uid=u');
  });
});

describe('an API server in trouble', () => {
  it.each<{ what: string; ask: (jobs: Jobs) => Promise<unknown> }>([
    { what: 'a creation', ask: (jobs) => jobs.create(NEW, SIGNAL) },
    { what: 'a Job', ask: (jobs) => jobs.get(REF, SIGNAL) },
    { what: 'pods', ask: (jobs) => jobs.pods(SEEN, SIGNAL) },
  ])('leaves $what unknown', async ({ ask }) => {
    const { jobs } = await jobsAt(() => TROUBLE);
    expect(await ask(jobs)).toEqual({ kind: 'unavailable', message: TROUBLE.body.message });
  });

  // A quota that two creations count in at once is told as a conflict too: the Job is not there.
  it.each([
    { reason: 'Conflict', answer: 'unavailable' },
    { reason: 'AlreadyExists', answer: 'exists' },
  ])('tells a creation refused with 409 $reason as $answer', async ({ reason, answer }) => {
    const message = `the API's own words about ${reason}`;
    const { jobs } = await jobsAt(() => ({ status: 409, body: { kind: 'Status', code: 409, reason, message } }));
    expect(await jobs.create(NEW, SIGNAL)).toEqual({ kind: answer, message });
  });

  it.each<{ what: string; ask: (jobs: Jobs) => Promise<unknown> }>([
    { what: 'a deletion', ask: (jobs) => jobs.delete(REF, SIGNAL) },
    { what: 'a list', ask: (jobs) => jobs.list('shop', ['a', 'b'], SIGNAL) },
  ])('makes $what fail', async ({ ask }) => {
    const { jobs } = await jobsAt(() => TROUBLE);
    await expect(ask(jobs)).rejects.toMatchObject({ code: 'CLUSTER_UNREACHABLE', message: TROUBLE.body.message });
  });

  it('is not waited for by a caller that has given up', async () => {
    const abort = new AbortController();
    const { jobs } = await jobsAt(() => {
      abort.abort();
      return undefined;
    });
    await expect(jobs.get(REF, abort.signal)).rejects.toThrow(/context canceled$/);
  });
});

/** The Jobs of a cluster whose API server is a server of ours. */
async function jobsAt(handler: Handler) {
  const server = await startServer(handler);
  onTestFinished(() => server.stop());
  const cluster = connect({ kubeconfig: writeKubeconfig(server.url) });
  return { jobs: jobsOf(cluster, { holdsRuns: true }), requests: server.requests };
}
