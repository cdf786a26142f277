import type { ProblemBody, ProblemItem } from './wire.ts';

/** The service refused or failed; its problem says why. */
export class Problem extends Error {
  readonly status: number;
  /** A fault code of the service; `UNREADABLE` for an answer that is no problem, such as a proxy's page. */
  readonly code: string;
  readonly title: string;
  readonly items: readonly ProblemItem[];

  constructor({ status, code, title, detail, problems = [] }: Omit<ProblemBody, 'retryable'>) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.title = title;
    this.items = problems;
  }
}

/** Nobody answered: the service is down, or the network is. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The service does not answer.', { cause });
    this.name = 'Unreachable';
  }
}

/** The problem in an answer that is no success, whoever wrote it. */
export async function problemIn(response: Response): Promise<Problem> {
  const text = await response.text().catch(() => '');
  const body = parsed(text);
  if (isProblem(body)) return new Problem(body);
  return new Problem({
    status: response.status,
    code: 'UNREADABLE',
    title: `The answer was ${response.status} ${response.statusText}`.trim(),
    detail: `Something on the way answered ${response.status}, and it does not look like this service.`,
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is ProblemBody {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body;
}
