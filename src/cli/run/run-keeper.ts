import { textOf } from '../../core/fault.ts';
import type { Json } from '../../core/json.ts';
import type { RunStatus } from '../../resources/run-status.ts';
import { evidenceToJson } from '../../runner/evidence/evidence.ts';
import { evidenceSpec } from '../../runner/evidence/evidence-spec.ts';
import { maskJson } from '../../runner/evidence/mask-value.ts';
import { stepToJson } from '../../runner/evidence/step-json.ts';
import type { Progress } from '../../runner/progress.ts';
import type { RunReport } from '../../runner/report/run-report.ts';
import type { KnownSecrets } from '../../runner/secrets/known-secrets.ts';
import { writeAtomically } from '../write-file.ts';
import type { PreparedRun } from './prepared-run.ts';
import { type SavedExtra, savedText } from './saved-run.ts';

/** Readable by the owner alone. */
const ONLY_MINE = 0o600;

/** Which files a run is kept in. */
export interface Keeping {
  readonly save?: string;
  /** A resumed run goes on being saved where it was, unless `save` says otherwise. */
  readonly resume?: string;
  readonly evidence?: string;
}

/** Keeps a run while it goes on: saves each step, and gathers evidence. */
export class RunKeeper {
  readonly #prepared: PreparedRun;
  readonly #saveTo: string | undefined;
  readonly #evidence: string | undefined;
  readonly #begin: RunStatus;
  readonly #steps: Json[];
  readonly #isWitnessed: boolean;
  #isSaved = false;

  constructor(prepared: PreparedRun, { save, resume, evidence }: Keeping) {
    const { witnessed, run } = prepared;
    this.#prepared = prepared;
    this.#saveTo = save ?? resume;
    this.#evidence = evidence;
    this.#isWitnessed = evidence !== undefined || witnessed !== undefined;
    this.#begin = witnessed?.begin ?? run.status;
    this.#steps = [...(witnessed?.steps ?? [])];
  }

  /**
   * Takes a step down. A run whose first step cannot be saved does not begin; later the verdict is worth more than the file.
   *
   * @param say tells the person that a step could not be saved
   * @throws Fault USAGE_INVALID when the first step cannot be saved
   */
  async keep(progress: Progress, say: (text: string) => void): Promise<void> {
    if (this.#isWitnessed) this.#steps.push(stepToJson(progress, this.#prepared.known.redact));
    if (this.#saveTo === undefined) return;
    try {
      // The spec is kept as it was written, and people write secrets into templates.
      await writeAtomically(this.#saveTo, this.#textOf(progress), ONLY_MINE);
      this.#isSaved = true;
    } catch (thrown) {
      if (!this.#isSaved) throw thrown;
      say(`this step is not saved: ${textOf(thrown)}`);
    }
  }

  /** Writes the evidence, if it was asked for. */
  async writeEvidence(report: RunReport): Promise<void> {
    if (this.#evidence === undefined) return;
    const { documents, spec, known } = this.#prepared;
    const evidence = evidenceToJson({
      report,
      documents: masked(documents, known),
      spec: evidenceSpec(spec, known.redact),
      begin: this.#begin,
      steps: this.#steps,
    });
    await writeAtomically(this.#evidence, `${JSON.stringify(evidence, null, 2)}\n`);
  }

  #textOf({ status, memory }: Progress): string {
    const { run, spec, source, documents, pluginKinds, known } = this.#prepared;
    const witnessed = this.#isWitnessed ? { begin: this.#begin, steps: this.#steps } : undefined;
    const extra: SavedExtra = {
      source,
      documents: masked(documents, known),
      pluginKinds,
      ...(witnessed && { witnessed }),
    };
    return savedText({ ref: run.ref, spec, status, memory, extra }, known.redact);
  }
}

function masked(documents: readonly Json[], { redact }: KnownSecrets): readonly Json[] {
  return documents.map((document) => maskJson(document, redact));
}
