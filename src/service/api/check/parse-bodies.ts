import type { Api } from '../api-parts.ts';
import { readJson, textOf } from './read-json.ts';

/** A document as it was sent. */
export interface SentDocument {
  readonly form: 'json' | 'yaml';
  readonly text: string;
}

const JSON_TYPES = /^application\/([\w.-]+\+)?json\b/;
const YAML_TYPES = /^(application|text)\/(x-)?yaml\b/;
const BYTES = { parseAs: 'buffer' } as const;

/** Bodies are JSON, or nothing. */
export function parseJson(api: Api): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(JSON_TYPES, BYTES, async (_request: unknown, body: Buffer) =>
    body.length === 0 ? undefined : readJson(body),
  );
}

/** Bodies are documents in JSON or YAML. What they say is read later, so that it can be told where everything stands. */
export function parseDocuments(api: Api): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(JSON_TYPES, BYTES, async (_request: unknown, body: Buffer): Promise<SentDocument> => {
    readJson(body);
    return { form: 'json', text: textOf(body) };
  });
  api.addContentTypeParser(YAML_TYPES, BYTES, async (_request: unknown, body: Buffer): Promise<SentDocument> => {
    return { form: 'yaml', text: textOf(body) };
  });
}

/** Bodies are whatever a caller posts to everybody: JSON is read, everything else is passed over. */
export function parseAnything(api: Api): void {
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(JSON_TYPES, BYTES, async (_request: unknown, body: Buffer) =>
    body.length === 0 ? undefined : readJson(body, { isLenient: true }),
  );
  api.addContentTypeParser('*', BYTES, async () => undefined);
}
