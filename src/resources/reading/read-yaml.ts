import { LineCounter, parseAllDocuments, type YAMLError, type Document as YamlDocument } from 'yaml';
import { textOf } from '../../core/fault.ts';
import type { Source } from '../document.ts';
import type { Place, Problem } from '../problem.ts';
import type { Located } from './located.ts';
import { Locator } from './locator.ts';

/** Above this many characters a source is refused unread. */
const MAX_LENGTH = 2 * 1024 * 1024;
/** Of what is wrong with the YAML of a document so much is told: behind it the reader only guesses. */
const MOST_ERRORS = 100;
/** More brackets than this opened and not closed are an attack, not a template. */
const MAX_OPEN = 1000;

export interface YamlRead {
  readonly documents: readonly Located[];
  readonly problems: readonly Problem[];
}

/**
 * Reads the YAML or JSON documents of a source. Empty documents are passed over. A document with an error is left out,
 * save where the error is a name that is written twice: then its first meaning is read on, so that its other problems are told too.
 */
export function readYaml(source: Source): YamlRead {
  const start: Place = { file: source.name, line: 1, column: 1 };
  const refusal = refuse(source.text);
  if (refusal !== undefined) return { documents: [], problems: [wholeProblem(start, refusal)] };
  const lines = new LineCounter();
  try {
    const parsed = parsedDocuments(source.text, lines);
    const placeAt = (offset: number): Place => {
      const { line, col } = lines.linePos(offset);
      return { file: source.name, line, column: col };
    };
    return together(parsed.map((document) => readDocument(document, placeAt)));
  } catch (thrown) {
    // The reader of YAML recurses: what it cannot take is told, not thrown.
    return { documents: [], problems: [wholeProblem(start, `cannot be read as YAML: ${textOf(thrown)}`)] };
  }
}

/** A text of nothing but mistakes is an Error for each of its characters, and writing their stacks down would take seconds. */
function parsedDocuments(text: string, lineCounter: LineCounter): readonly YamlDocument[] {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    // The locator sees names that are written twice: the reader of YAML compares each with all before it.
    const options = { lineCounter, merge: true, uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
    return [...parseAllDocuments(text, options)];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

type PlaceAt = (offset: number) => Place;

function readDocument(document: YamlDocument, placeAt: PlaceAt): YamlRead {
  const problems = document.errors.slice(0, MOST_ERRORS).map((error) => yamlProblem(error, 'error', placeAt));
  const warnings = document.warnings.slice(0, MOST_ERRORS).map((warning) => yamlProblem(warning, 'warning', placeAt));
  if (document.errors.length > 0 || document.contents === null)
    return { documents: [], problems: [...problems, ...warnings] };
  const locator = new Locator(document, placeAt);
  const located = locator.locate();
  const documents = located === undefined || located.json === null ? [] : [located];
  return { documents, problems: [...problems, ...warnings, ...locator.problems] };
}

function yamlProblem({ message, pos }: YAMLError, severity: 'error' | 'warning', placeAt: PlaceAt): Problem {
  return { severity, place: placeAt(pos[0]), path: '', sentence: lowerFirst(message) };
}

function refuse(text: string): string | undefined {
  if (text.length > MAX_LENGTH) {
    return `is too large: ${text.length} characters, where ${MAX_LENGTH} are the most that is read`;
  }
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === '[' || bracket === '{' ? 1 : -1;
    if (open > MAX_OPEN) return `is nested too deeply: more than ${MAX_OPEN} brackets are open at once`;
  }
  return undefined;
}

function wholeProblem(place: Place, sentence: string): Problem {
  return { severity: 'error', place, path: '', sentence };
}

function together(reads: readonly YamlRead[]): YamlRead {
  return {
    documents: reads.flatMap(({ documents }) => documents),
    problems: reads.flatMap(({ problems }) => problems),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
