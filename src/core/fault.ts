import type { JsonObject } from './json.ts';

/** What a code means to a program: the HTTP status the service answers with, whether trying again can help, and help for a person. */
export interface FaultKind {
  readonly status: number;
  readonly retryable: boolean;
  readonly help: string;
}

/** Every way in which we refuse or fail. One line a code; `docs/errors.md` is generated from this table. */
export const FAULTS = {
  INPUT_INVALID: {
    status: 422,
    retryable: false,
    help: 'A document is not what it says it is. Every problem is listed with its place; mend them and try again.',
  },
  USAGE_INVALID: {
    status: 400,
    retryable: false,
    help: 'Options or parameters do not fit together. The text says which; `verdict help COMMAND` shows those of a command.',
  },
  TEMPLATE_INVALID: {
    status: 422,
    retryable: false,
    help: 'Templates, arguments or secrets do not fit together. The text names the argument, template or secret.',
  },
  CONDITION_INVALID: {
    status: 422,
    retryable: false,
    help: 'A condition cannot be parsed. The caret stands under the place.',
  },
  DURATION_INVALID: {
    status: 422,
    retryable: false,
    help: "A duration needs numbers with units, as in '90s', '1h30m' or '250ms'.",
  },
  PROVIDER_UNKNOWN: {
    status: 422,
    retryable: false,
    help: 'No provider of that name is built in or loaded. The text lists the known ones; `--plugin` loads more.',
  },
  PROVIDER_CONFIG_INVALID: {
    status: 422,
    retryable: false,
    help: 'The settings under `provider:` cannot be used. The text names the field.',
  },
  PROVIDER_UNREACHABLE: { status: 502, retryable: true, help: 'The metrics backend did not answer.' },
  PROVIDER_ANSWER_INVALID: {
    status: 502,
    retryable: true,
    help: 'The metrics backend answered with something that is no measurement.',
  },
  PLUGIN_INVALID: {
    status: 422,
    retryable: false,
    help: 'The plugin could not be loaded: the text says whether it is missing, broken or built for another API version.',
  },
  CLUSTER_UNREACHABLE: {
    status: 502,
    retryable: true,
    help: 'No Kubernetes cluster could be reached. `--kubeconfig` and `--context` choose one.',
  },
  CLUSTER_REFUSED: {
    status: 502,
    retryable: false,
    help: 'The Kubernetes API refused a request. The text is its own; often the user of the kubeconfig lacks a right.',
  },
  TRAFFIC_INVALID: {
    status: 422,
    retryable: true,
    help: 'What a traffic router works on (an Ingress, a VirtualService) does not fit the Rollout. The text names what is missing.',
  },
  TRAFFIC_NOT_READY: { status: 503, retryable: true, help: 'Traffic waits for pods to become available.' },
  LEASE_LOST: {
    status: 503,
    retryable: true,
    help: 'This controller does not hold its Lease now, so it writes nothing. It goes on once it holds it again.',
  },
  SYNC_FAILED: {
    status: 503,
    retryable: true,
    help: 'A controller could not do all that an object asks for. The text says what is in the way; it tries again by itself.',
  },
  STATE_INVALID: {
    status: 422,
    retryable: false,
    help: 'A saved run or an evidence file is damaged, or belongs to another spec. The file was left as it is.',
  },
  REQUEST_INVALID: {
    status: 400,
    retryable: false,
    help: 'The request is not what this call takes. The text names each member; `/api/docs` shows what it takes.',
  },
  NOT_FOUND: {
    status: 404,
    retryable: false,
    help: 'There is nothing of that name here, or the caller may not see it.',
  },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, help: 'This address does not take that method.' },
  NOT_ACCEPTABLE: { status: 406, retryable: false, help: 'The answer cannot be given in the form that was asked for.' },
  BODY_TOO_LARGE: { status: 413, retryable: false, help: 'The body is larger than the service takes.' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, retryable: false, help: 'The body is not in a form that this call takes.' },
  REQUEST_TIMEOUT: {
    status: 408,
    retryable: true,
    help: 'The request came too slowly. Send it again, all at once.',
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    retryable: false,
    help: 'Address and headers of the request are larger than the service takes.',
  },
  UNAUTHENTICATED: { status: 401, retryable: false, help: 'The service wants to know who asks: send a token.' },
  FORBIDDEN: {
    status: 403,
    retryable: false,
    help: 'Whoever asks may not do this. The text names what it takes: a role in a namespace, or a Host or a page that is of the service.',
  },
  VERSION_CONFLICT: {
    status: 412,
    retryable: false,
    help: 'Somebody changed it meanwhile. Read it again, and send the new ETag in If-Match.',
  },
  KEY_REUSED: {
    status: 422,
    retryable: false,
    help: 'The Idempotency-Key was used for another request. Use a new key.',
  },
  STILL_RUNNING: { status: 409, retryable: false, help: 'The run goes on. Terminate it first, or wait for its end.' },
  ISSUER_UNREACHABLE: {
    status: 503,
    retryable: true,
    help: 'The OIDC issuer does not answer, so nobody can be known by its tokens now. API tokens work.',
  },
  EGRESS_DENIED: {
    status: 422,
    retryable: false,
    help: 'The egress policy of the service does not allow this address. Its administrator can allow it.',
  },
  RATE_LIMITED: {
    status: 429,
    retryable: true,
    help: 'Too many requests of this caller. `Retry-After` says when to come again.',
  },
  BUSY: {
    status: 503,
    retryable: true,
    help: 'The service has all it can carry. `Retry-After` says when to come again.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    help: 'The database does not answer or cannot be written. Nothing was done.',
  },
  SERVICE_UNREACHABLE: {
    status: 502,
    retryable: true,
    help: 'The gate service did not answer, or something else answers at its address. A run that was begun goes on there.',
  },
  SERVICE_REFUSED: {
    status: 502,
    retryable: false,
    help: 'The gate service does not tell how a run that was begun goes on. The text is its own.',
  },
  STORE_UNFIT: {
    status: 500,
    retryable: false,
    help: 'The database cannot be used: it was written by a newer version, is in use by another process, or is damaged. It was left as it is.',
  },
  INTERNAL: {
    status: 500,
    retryable: false,
    help: 'Something happened in the service that was not foreseen. Its log says what, under the id of the request.',
  },
} as const satisfies Record<string, FaultKind>;

export type FaultCode = keyof typeof FAULTS;

/** The one error we throw on purpose: a code, a text that names the thing and says what was expected, and the details as data. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly details: JsonObject;

  constructor(code: FaultCode, message: string, details: JsonObject = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Fault';
    this.code = code;
    this.details = details;
  }
}

/** Whether what was thrown is the Fault of a code. */
export function isFault(thrown: unknown, code: FaultCode): thrown is Fault {
  return thrown instanceof Fault && thrown.code === code;
}

/** The text of anything that was thrown. */
export function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
