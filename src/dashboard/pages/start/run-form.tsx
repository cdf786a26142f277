import { type ReactElement, type SubmitEvent, useEffect, useRef, useState } from 'react';
import type { TemplateArgument } from '../../api/template.ts';
import { ToneSign } from '../../parts/icon.tsx';
import { ProblemList } from '../../parts/problem-list.tsx';
import { ArgumentField } from './argument-field.tsx';
import { labelsIn, missingIn, NOTHING_WRONG, type Wrongs } from './start-fields.ts';
import { argumentsFromSearch } from './template-choice.ts';
import { TextField } from './text-field.tsx';
import { type StartBody, useStart } from './use-start.ts';

interface Written {
  readonly args: Readonly<Record<string, string>>;
  readonly labels: string;
  readonly timeout: string;
}

/** The form of a start. What is against it stands at the field that it is about, and the first of those gets the focus. */
export function RunForm({
  namespace,
  args,
  source,
  search,
}: {
  readonly namespace: string;
  readonly args: readonly TemplateArgument[];
  readonly source: Pick<StartBody, 'template' | 'templateRef'>;
  readonly search: string;
}): ReactElement {
  const [written, write] = useState<Written>(() => ({ args: argumentsFromSearch(search), labels: '', timeout: '' }));
  const { isBusy, wrongs, setWrongs, start } = useStart(namespace);
  const form = useFocusOnWrong(wrongs);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = wrongsBefore(args, written);
    if (found.byField.size > 0) setWrongs(found);
    else void start(bodyOf(source, args, written), args);
  };
  return (
    // The service checks, and says more than a browser would.
    <form className="start-form" onSubmit={submit} ref={form} noValidate>
      {args.length > 0 && (
        <section className="card start-part" aria-labelledby="start-args">
          <h2 id="start-args">Arguments</h2>
          {args.map((argument) => (
            <ArgumentField
              key={argument.name}
              argument={argument}
              value={written.args[argument.name] ?? ''}
              wrong={wrongs.byField.get(`args.${argument.name}`)}
              change={(value) => write({ ...written, args: { ...written.args, [argument.name]: value } })}
            />
          ))}
        </section>
      )}
      <section className="card start-part" aria-labelledby="start-more">
        <h2 id="start-more">Labels and timeout</h2>
        <TextField
          id="labels"
          label="Labels"
          hint="name=value, with commas between. Runs are found by them."
          placeholder="team=shop, commit=4c84d07"
          value={written.labels}
          wrong={wrongs.byField.get('labels')}
          change={(labels) => write({ ...written, labels })}
        />
        <TextField
          id="timeout"
          label="Timeout"
          hint="Ends the run after this time. Without one it takes as long as its metrics want."
          placeholder="30m"
          value={written.timeout}
          wrong={wrongs.byField.get('timeout')}
          change={(timeout) => write({ ...written, timeout })}
        />
      </section>
      <Rest wrongs={wrongs} />
      <button className="button start-button" data-kind="primary" type="submit" disabled={isBusy}>
        {isBusy ? 'Starting …' : 'Start the run'}
      </button>
    </form>
  );
}

function Rest({ wrongs: { rest, text } }: { readonly wrongs: Wrongs }): ReactElement | null {
  if (rest.length === 0 && text === undefined) return null;
  return (
    <div className="banner" data-tone="fail" role="alert">
      <ToneSign tone="fail" />
      {text !== undefined ? <p>{text}</p> : <ProblemList problems={rest} />}
    </div>
  );
}

function useFocusOnWrong(wrongs: Wrongs) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (wrongs.byField.size > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrongs]);
  return form;
}

function wrongsBefore(args: readonly TemplateArgument[], { args: given, labels }: Written): Wrongs {
  const missing = missingIn(args, given);
  if (labelsIn(labels) !== undefined) return missing;
  const wrong = 'A label is name=value, with commas between labels.';
  return { ...NOTHING_WRONG, byField: new Map([...missing.byField, ['labels', wrong]]) };
}

/** What was left empty is not sent: then the template's default counts. */
function bodyOf(
  source: Pick<StartBody, 'template' | 'templateRef'>,
  args: readonly TemplateArgument[],
  { args: given, labels, timeout }: Written,
): StartBody {
  const known = args.flatMap(({ kind, name }) => {
    const value = given[name] ?? '';
    return kind === 'secret' || value === '' ? [] : [[name, value] as const];
  });
  return {
    ...source,
    args: Object.fromEntries(known),
    labels: labelsIn(labels) ?? {},
    ...(timeout.trim() !== '' && { timeout: timeout.trim() }),
  };
}
