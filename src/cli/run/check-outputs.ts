import { Fault } from '../../core/fault.ts';
import { checkWritable } from '../write-file.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Finds out beforehand whether what a run leaves behind has a place.
 *
 * @throws Fault USAGE_INVALID
 */
export async function checkOutputs({ output, out, evidence, save }: RunOptions): Promise<void> {
  if (output === 'github' && out !== undefined) {
    throw new Fault(
      'USAGE_INVALID',
      '--output github writes where GitHub looks, not to a file: leave out --out, or choose another --output',
    );
  }
  if (out !== undefined) await checkWritable(out, '--out');
  if (evidence !== undefined) await checkWritable(evidence, '--evidence');
  if (save !== undefined) await checkWritable(save, '--save');
}
