import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/kube/connect.ts';
import { testFolder, writeKubeconfig } from '../support/kubeconfig-file.ts';

const SERVER = 'https://one.example:6443';

describe('which cluster is meant', () => {
  it('is the given file before KUBECONFIG before the one at home', () => {
    const home = testFolder();
    mkdirSync(join(home, '.kube'));
    const atHome = { HOME: home };
    writeFileSync(join(home, '.kube', 'config'), contentsFor('at-home'));
    const inVariable = { ...atHome, KUBECONFIG: writeKubeconfig(SERVER, {}, 'in-variable') };
    const kubeconfig = writeKubeconfig(SERVER, {}, 'given');
    expect(connect({ env: atHome }).context).toBe('at-home');
    expect(connect({ env: inVariable }).context).toBe('in-variable');
    expect(connect({ env: inVariable, kubeconfig }).context).toBe('given');
  });

  it('is told by the context: server and namespace', () => {
    expect(connect({ kubeconfig: writeKubeconfig(`${SERVER}/`) })).toMatchObject({ server: SERVER, namespace: 'shop' });
  });

  it('has the namespace default unless the context names another', () => {
    const kubeconfig = fileWith(contentsFor('bare'));
    expect(connect({ kubeconfig }).namespace).toBe('default');
  });

  it('comes from several files as from one: the first to name a thing wins, missing files are passed over', () => {
    const [one, other] = [writeKubeconfig('https://one', {}, 'a'), fileWith(twoContexts('https://other'))];
    const env = { KUBECONFIG: ['/nowhere/kubeconfig', one, other].join(delimiter) };
    expect(connect({ env })).toMatchObject({ context: 'a', server: 'https://one' });
    expect(connect({ env, context: 'b' })).toMatchObject({ context: 'b', server: 'https://other' });
  });
});

describe('a cluster that cannot be told', () => {
  it.each<{ given: string; choice: () => Parameters<typeof connect>[0]; wanted: RegExp }>([
    {
      given: 'nothing',
      choice: () => ({ env: { HOME: '/nowhere' } }),
      wanted:
        /^no Kubernetes cluster is given: there is no \/nowhere\/\.kube\/config and KUBECONFIG is not set; give one with --kubeconfig or KUBECONFIG, and choose in it with --context$/,
    },
    {
      given: 'a file that is not there',
      choice: () => ({ kubeconfig: '/nowhere/kubeconfig' }),
      wanted: /^the kubeconfig \/nowhere\/kubeconfig cannot be used: ENOENT.*; give one with --kubeconfig/,
    },
    {
      given: 'only missing files in KUBECONFIG',
      choice: () => ({ env: { KUBECONFIG: '/nowhere/a' } }),
      wanted: /^KUBECONFIG names \/nowhere\/a, which does not exist; give one/,
    },
    {
      given: 'a file that is no YAML',
      choice: () => ({ kubeconfig: fileWith('users:\n- name: a\n  user: {token: s3cret') }),
      wanted: /^the kubeconfig \S+ cannot be used: (?!.*s3cret).* at line 3, column \d+; give one/,
    },
    {
      given: 'an empty file',
      choice: () => ({ kubeconfig: fileWith('') }),
      wanted: /cannot be used: it holds no YAML object/,
    },
    {
      given: 'a cluster without a server',
      choice: () => ({ kubeconfig: fileWith('clusters: [{name: a, cluster: {}}]') }),
      wanted: /cannot be used: clusters\[0\]\.cluster\.server is missing/,
    },
    {
      given: 'an unknown context',
      choice: () => ({ kubeconfig: fileWith(twoContexts(SERVER)), context: 'prod' }),
      wanted: /^context "prod" is not in \S+; choose one with --context, it has: a, b$/,
    },
    {
      given: 'no current context',
      choice: () => ({ kubeconfig: fileWith(twoContexts(SERVER)) }),
      wanted: /has no current context; choose one with --context, it has: a, b$/,
    },
    {
      given: 'a context whose cluster is not there',
      choice: () => ({ kubeconfig: fileWith('contexts: [{name: a, context: {cluster: x}}]'), context: 'a' }),
      wanted: /^context "a" in \S+ names the cluster "x", which is not there$/,
    },
    {
      given: 'a context whose user is not there',
      choice: () => ({
        kubeconfig: fileWith(
          `{contexts: [{name: a, context: {cluster: c, user: x}}], clusters: [{name: c, cluster: {server: "${SERVER}"}}]}`,
        ),
        context: 'a',
      }),
      wanted: /^context "a" in \S+ names the user "x", which is not there$/,
    },
    {
      given: 'the pod that we are not in',
      choice: () => ({ kubeconfig: 'in-cluster', env: {} }),
      wanted: /^this process does not run in a Kubernetes pod with a service account; give one/,
    },
  ])('given $given, says how to give one', ({ choice, wanted }) => {
    const code = 'CLUSTER_UNREACHABLE';
    expect(() => connect(choice())).toThrow(expect.objectContaining({ code, message: expect.stringMatching(wanted) }));
  });
});

function fileWith(text: string): string {
  const file = join(testFolder(), 'kubeconfig');
  writeFileSync(file, text);
  return file;
}

function contentsFor(name: string): string {
  return `
current-context: ${name}
contexts: [{name: ${name}, context: {cluster: c}}]
clusters: [{name: c, cluster: {server: "${SERVER}"}}]
`;
}

function twoContexts(server: string): string {
  return `
contexts: [{name: a, context: {cluster: c}}, {name: b, context: {cluster: c}}]
clusters: [{name: c, cluster: {server: "${server}"}}]
`;
}
