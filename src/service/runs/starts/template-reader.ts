import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { Source, TemplateDocument } from '../../../resources/document.ts';
import type { Problem } from '../../../resources/problem.ts';
import { type Reading, readBounded } from '../../read-bounded.ts';
import { TEMPLATE_CHARACTERS } from '../../run-limits.ts';
import { readingFor } from '../reading-for.ts';
import type { RunBounds } from '../run-parts.ts';

/** Characters of templates that are remembered, in all. */
const REMEMBERED = 4 * 1024 * 1024;

/** Reads templates; those that come again and again are read once. */
export class TemplateReader {
  /** By what is read, those used longest ago first. */
  readonly #known = new Map<string, Promise<TemplateDocument>>();
  #characters = 0;
  readonly #bounds: RunBounds;

  constructor(bounds: RunBounds = {}) {
    this.#bounds = bounds;
  }

  /**
   * Reads and checks upstream's object.
   *
   * @param namespace  whose run it is for
   * @param name  what it is called in the text of the error, such as `template` or `template "checkout"`
   * @throws Fault INPUT_INVALID with every problem, each with the path of its field; `problems` in the details
   */
  async read(namespace: string, document: JsonObject, name: string): Promise<TemplateDocument> {
    const text = JSON.stringify(document);
    refuseLarge(text.length, name);
    const known = this.#known.get(text);
    const read = known ?? readTemplate({ name, text }, readingFor(namespace, this.#bounds));
    this.#forget(text);
    this.#remember(text, read);
    try {
      return await read;
    } catch (thrown) {
      // The name in the text of the error is this caller's own.
      if (this.#known.get(text) === read) this.#forget(text);
      throw thrown;
    }
  }

  #remember(text: string, read: Promise<TemplateDocument>): void {
    this.#known.set(text, read);
    this.#characters += text.length;
    for (const oldest of this.#known.keys()) {
      if (this.#characters <= REMEMBERED) return;
      this.#forget(oldest);
    }
  }

  #forget(text: string): void {
    if (this.#known.delete(text)) this.#characters -= text.length;
  }
}

function refuseLarge(length: number, name: string): void {
  if (length <= TEMPLATE_CHARACTERS) return;
  const sentence = `is too large: ${length} characters, ${TEMPLATE_CHARACTERS} are the most`;
  throw new Fault('INPUT_INVALID', `${name}: ${sentence}`, { problems: [{ path: '', sentence, severity: 'error' }] });
}

async function readTemplate(source: Source, reading: Reading): Promise<TemplateDocument> {
  const { name } = source;
  const { documents, problems } = await readBounded(source, reading);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw invalid(errors.map(said), name, errors);
  const [document, ...others] = documents;
  const isTemplate = document !== undefined && document.kind !== 'AnalysisRun' && others.length === 0;
  if (isTemplate) return document;
  throw invalid(['one AnalysisTemplate or ClusterAnalysisTemplate was expected'], name, problems);
}

function said({ path, sentence }: Problem): string {
  return path === '' ? sentence : `${path}: ${sentence}`;
}

function invalid(sentences: readonly string[], name: string, problems: readonly Problem[]): Fault {
  const message = sentences.map((sentence) => `${name}: ${sentence}`).join('\n');
  const told = problems.map(({ path, sentence, severity }) => ({ path, sentence, severity }));
  return new Fault('INPUT_INVALID', message, { problems: told });
}
