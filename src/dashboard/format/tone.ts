import type { Phase, Verdict } from '../api/wire.ts';

/** The colour and sign of a verdict or phase; `theme/tokens.css` has the colours. */
export type Tone = 'pass' | 'fail' | 'undecided' | 'error' | 'none' | 'running';

/** What a verdict is called and how it looks; null is a run that goes on. */
export function verdictLook(verdict: Verdict | null): { readonly tone: Tone; readonly word: string } {
  switch (verdict) {
    case null:
      return { tone: 'running', word: 'Running' };
    case 'pass':
      return { tone: 'pass', word: 'Pass' };
    case 'fail':
      return { tone: 'fail', word: 'Fail' };
    case 'undecided':
      return { tone: 'undecided', word: 'Undecided' };
    case 'error':
      return { tone: 'error', word: 'Error' };
    case 'notEvaluated':
      return { tone: 'none', word: 'Not evaluated' };
  }
}

/** How a phase looks. */
export function phaseTone(phase: Phase | undefined): Tone {
  switch (phase) {
    case 'Successful':
      return 'pass';
    case 'Failed':
      return 'fail';
    case 'Inconclusive':
      return 'undecided';
    case 'Error':
      return 'error';
    case 'Running':
      return 'running';
    case 'Pending':
    case '':
    case undefined:
      return 'none';
  }
}
