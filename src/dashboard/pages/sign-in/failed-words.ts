/** Why a sign-in elsewhere came to nothing, by the service's code. What the address says is never shown: anybody can write one. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['UNAUTHENTICATED', 'Your organisation refused the sign-in, or it took too long. Begin it again.'],
  ['FORBIDDEN', 'You are known, but nothing here has been granted to you.'],
  ['ISSUER_UNREACHABLE', 'The sign-in of your organisation does not answer. Tokens work.'],
]);

/** What is said of a sign-in that has failed, with the id under which the service's log tells more; undefined when none has. */
export function failedWords(params: URLSearchParams): string | undefined {
  const code = params.get('failed');
  if (code === null) return undefined;
  const request = /^[\da-f-]{36}$/.exec(params.get('request') ?? '')?.[0];
  const words = WORDS.get(code) ?? 'The sign-in did not work.';
  return request === undefined ? words : `${words} In the service's log it is request ${request}.`;
}
