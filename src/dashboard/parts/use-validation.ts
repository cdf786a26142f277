import { useEffect, useState } from 'react';
import type { Scope } from '../api/template.ts';
import type { Validation } from '../api/wire.ts';
import { useTemplateDeeds } from '../queries/templates.ts';

/** Nobody wants to hear of a word that is half written. */
const PAUSE_MS = 500;

/** What the service says of a template's text, soon after it was written last; undefined while it has not said anything of this text. */
export function useValidation(namespace: string, scope: Scope, text: string): Validation | undefined {
  const { validate } = useTemplateDeeds(namespace, scope);
  const [said, setSaid] = useState<{ readonly text: string; readonly validation: Validation }>();
  useEffect(() => {
    if (text.trim() === '') return undefined;
    const end = new AbortController();
    const alarm = setTimeout(() => {
      validate(text, end.signal).then(
        (validation) => setSaid({ text, validation }),
        // Saving will say what is wrong with the service.
        () => undefined,
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(alarm);
      end.abort();
    };
    // `validate` is made anew at each look and always does the same.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [namespace, scope, text]);
  return said?.text === text ? said.validation : undefined;
}
