/** What a client needs to reach a served API. */
export interface Access {
  /** Without a slash at its end. */
  readonly url: string;
  /** Whoever has it may do everything. */
  readonly token: string;
  /** PEM text of the certificate that the server shows. */
  readonly certificate: string;
}

/** Name of the context, the cluster and the user. */
const NAME = 'verdict-embedded';

/** The text of a kubeconfig, for a file that nobody else can read: the token stands in it. */
export function kubeconfigText({ url, token, certificate }: Access): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    `current-context: ${NAME}`,
    'contexts:',
    `- name: ${NAME}`,
    `  context: {cluster: ${NAME}, user: ${NAME}, namespace: default}`,
    'clusters:',
    `- name: ${NAME}`,
    '  cluster:',
    `    server: "${url}"`,
    `    certificate-authority-data: ${Buffer.from(certificate).toString('base64')}`,
    'users:',
    `- name: ${NAME}`,
    `  user: {token: "${token}"}`,
    '',
  ].join('\n');
}
