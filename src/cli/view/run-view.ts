import type { Explanation } from '../../analysis/explanation.ts';
import type { Progress } from '../../runner/progress.ts';
import type { RunReport } from '../../runner/report/run-report.ts';

/** What shows a run while it goes on. */
export interface RunView {
  /** Called at each step of the run. `explanation` is where it stands. */
  show(progress: Progress, explanation: Explanation): void;
  /** A line for the person, such as what Ctrl-C will do. Does not disturb the view. */
  note(text: string): void;
  /** Called once, after the last step. Leaves the terminal as it was found; the report itself is printed by its own renderer. */
  end(report: RunReport): void;
}
