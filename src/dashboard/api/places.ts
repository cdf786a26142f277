/** Addresses of the API and of this page's own views. A view's address is that of what it shows in the API, without `/api/v1`. */

const API = '/api/v1';

export const api = {
  session: `${API}/session`,
  namespaces: `${API}/namespaces`,
  runs: (namespace: string) => `${API}/namespaces/${encodeURIComponent(namespace)}/runs`,
  run: (namespace: string, id: string) => `${api.runs(namespace)}/${encodeURIComponent(id)}`,
  evidence: (namespace: string, id: string) => `${api.run(namespace, id)}/evidence`,
  events: (namespace: string) => `${API}/namespaces/${encodeURIComponent(namespace)}/events`,
  runEvents: (namespace: string, id: string) => `${api.run(namespace, id)}/events`,
  /** @param namespace undefined for the cluster's */
  templates: (namespace: string | undefined) =>
    namespace === undefined
      ? `${API}/clustertemplates`
      : `${API}/namespaces/${encodeURIComponent(namespace)}/templates`,
  template: (namespace: string | undefined, name: string) => `${api.templates(namespace)}/${encodeURIComponent(name)}`,
} as const;

/** Where an issuer asks who one is; `returnTo` is where one comes back to. A page of its own, not a call. */
export const signInElsewhere = '/auth/login';

export const view = {
  runs: (namespace: string) => `/namespaces/${encodeURIComponent(namespace)}/runs`,
  run: (namespace: string, id: string) => `${view.runs(namespace)}/${encodeURIComponent(id)}`,
  start: (namespace: string) => `/namespaces/${encodeURIComponent(namespace)}/start`,
  templates: (namespace: string) => `/namespaces/${encodeURIComponent(namespace)}/templates`,
  template: (namespace: string, name: string) => `${view.templates(namespace)}/${encodeURIComponent(name)}`,
  newTemplate: (namespace: string) => `/namespaces/${encodeURIComponent(namespace)}/new-template`,
  signIn: '/sign-in',
} as const;
