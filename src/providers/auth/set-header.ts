import { canonicalHeaderName } from '../http/header-name.ts';
import type { Http, HttpRequest } from '../http/http.ts';

/** Something put around an Http that adds to every request. */
export type HttpLayer = (http: Http) => Http;

/** The request with this header, in place of any of that name. */
export function setHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  const others = (request.headers ?? []).filter(([other]) => canonicalHeaderName(other) !== canonicalHeaderName(name));
  return { ...request, headers: [...others, [name, value]] };
}

/** True when the request has a header of that name with a text. */
export function hasHeader(request: HttpRequest, name: string): boolean {
  return (request.headers ?? []).some(
    ([other, value]) => canonicalHeaderName(other) === canonicalHeaderName(name) && value !== '',
  );
}

/** Sets these headers on every request, whatever it says itself; later ones of a name win. */
export function withHeaders(headers: readonly (readonly [name: string, value: string])[]): HttpLayer {
  return (http) => ({
    send: (request) => http.send(headers.reduce((changed, [name, value]) => setHeader(changed, name, value), request)),
  });
}
