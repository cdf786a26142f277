import type { ReactElement } from 'react';
import { ToneSign } from '../../parts/icon.tsx';
import { ProblemList } from '../../parts/problem-list.tsx';
import { useValidation } from '../../parts/use-validation.ts';
import type { Choice } from './template-choice.ts';

/** Takes a template as text, and says what is wrong with it. */
export function PastedTemplate({
  namespace,
  choice: { text },
  choose,
}: {
  readonly namespace: string;
  readonly choice: Choice & { readonly kind: 'pasted' };
  readonly choose: (choice: Choice) => void;
}): ReactElement {
  const validation = useValidation(namespace, 'namespace', text);
  return (
    <>
      <div className="field">
        <label htmlFor="pasted">AnalysisTemplate, as YAML or JSON</label>
        <textarea
          className="input code"
          id="pasted"
          rows={12}
          value={text}
          onChange={({ target }) => choose({ kind: 'pasted', text: target.value })}
          spellCheck={false}
          autoCapitalize="none"
          aria-describedby="pasted-said"
        />
      </div>
      <div id="pasted-said" aria-live="polite">
        {validation?.isValid === true && validation.problems.length === 0 && (
          <p className="verdict" data-tone="pass">
            <ToneSign tone="pass" size={16} />
            Nothing is wrong with it
          </p>
        )}
        {validation !== undefined && <ProblemList problems={validation.problems} />}
      </div>
    </>
  );
}
