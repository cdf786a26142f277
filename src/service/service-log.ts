import type { JsonObject } from '../core/json.ts';

/** Says what the service does, for operators. Texts and fields hold no secrets. */
export interface ServiceLog {
  debug(text: string, fields?: JsonObject): void;
  info(text: string, fields?: JsonObject): void;
  warn(text: string, fields?: JsonObject): void;
  error(text: string, fields?: JsonObject): void;
}
