import { Fault } from '../../../core/fault.ts';
import type { JsonObject } from '../../../core/json.ts';
import type { TemplateDocument } from '../../../resources/document.ts';
import type { Problem } from '../../../resources/problem.ts';
import { readDocuments } from '../../../resources/read-documents.ts';
import { withSyntaxCheck } from '../../../runner/begin/syntax-check.ts';

/** Characters of templates that are remembered, in all. */
const REMEMBERED = 16 * 1024 * 1024;

/** Reads templates; those that come again and again are read once. */
export class TemplateReader {
  /** By what is read, those used longest ago first. */
  readonly #known = new Map<string, TemplateDocument>();
  #characters = 0;

  /**
   * Reads and checks upstream's object.
   *
   * @param name  what it is called in the text of the error, such as `template` or `template "checkout"`
   * @throws Fault INPUT_INVALID with every problem, each with the path of its field; `problems` in the details
   */
  async read(document: JsonObject, name: string): Promise<TemplateDocument> {
    const text = JSON.stringify(document);
    const known = this.#known.get(text);
    this.#known.delete(text);
    const read = known ?? (await readTemplate(text, name));
    this.#remember(text, read, known === undefined);
    return read;
  }

  #remember(text: string, read: TemplateDocument, isNew: boolean): void {
    this.#known.set(text, read);
    if (isNew) this.#characters += text.length;
    for (const oldest of this.#known.keys()) {
      if (this.#characters <= REMEMBERED) return;
      this.#known.delete(oldest);
      this.#characters -= oldest.length;
    }
  }
}

async function readTemplate(text: string, name: string): Promise<TemplateDocument> {
  const { documents, problems } = await withSyntaxCheck((check) => readDocuments([{ name, text }], check));
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
