/*
 * All that a plugin may import: `import { definePlugin } from 'verdict/plugin'`.
 * What stands here is promised for plugin API version 1; everything else of Verdict may change at any time.
 */

export { Fault, type FaultCode, textOf } from './core/fault.ts';
// Answers in JSON as Go reads them, numbers and JSON as it writes them.
export { parseGoDuration } from './core/go/duration.ts';
export { formatFixed, formatGeneral, formatShortest } from './core/go/float.ts';
export { parseInt64 } from './core/go/int.ts';
export { marshalJson } from './core/go/json.ts';
export { parseFloat64 } from './core/go/parse-float.ts';
// What goes in and what comes out.
export { type Instant, instantOf, type Millis, millisOf } from './core/instant.ts';
export { isJsonObject, type Json, type JsonObject } from './core/json.ts';
export type { JudgedPhase, Metadata, Reading } from './core/reading.ts';
export { Secret } from './core/secret.ts';
export { NamedMap, TypedList, type Value } from './core/value.ts';
export { fieldOf, listIn, numberIn, objectIn, readAnswer, textIn } from './providers/answer-fields.ts';
// Reading settings, and asking over HTTP.
export { ConfigFields } from './providers/config-fields.ts';
// Addresses as Go reads and writes them.
export { encodeForm } from './providers/http/form.ts';
export { formatGoUrl, type GoUrl, parseGoUrl, withPath } from './providers/http/go-url.ts';
export { BrokenOff, type Http, type HttpAnswer, type HttpRequest, type TlsOptions } from './providers/http/http.ts';
export { parseForm } from './providers/http/parse-form.ts';
export { UrlError } from './providers/http/percent.ts';
export { tlsOf } from './providers/http/tls-options.ts';
// What a provider is, and what its plugin says about itself.
export { definePlugin, PLUGIN_API_VERSION, type Plugin } from './providers/plugins/plugin.ts';
export type {
  BuildScope,
  InFlight,
  MetricRef,
  Provider,
  RunRef,
  Scope,
  UnderWay,
} from './providers/provider.ts';
