import { type ReactElement, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { view } from '../../api/places.ts';
import { Problem } from '../../api/problem.ts';
import { may } from '../../api/session.ts';
import { nameIn, type Scope } from '../../api/template.ts';
import { ConfirmButton } from '../../parts/confirm.tsx';
import { Icon, ToneSign } from '../../parts/icon.tsx';
import { ProblemList } from '../../parts/problem-list.tsx';
import { useValidation } from '../../parts/use-validation.ts';
import { documentIn } from '../../parts/yaml.ts';
import { useKnownSession } from '../../queries/service.tsx';
import { useTemplateDeeds } from '../../queries/templates.ts';

interface EditorProps {
  readonly namespace: string;
  readonly scope: Scope;
  /** The text to begin with. */
  readonly first: string;
  /** What is stored; absent for a new one. */
  readonly stored?: { readonly name: string; readonly etag: string | null };
  /** Reads what is stored again; what was changed here is lost. */
  readonly reload?: () => void;
  readonly onCreated?: (name: string) => void;
}

/** A template as text. What is wrong with it is told while it is written; it is stored only over what was read. */
export function TemplateEditor(props: EditorProps): ReactElement {
  const { namespace, scope, first, stored, reload } = props;
  const [text, setText] = useState(first);
  const isChanged = text !== first || stored === undefined;
  const area = useRef<HTMLTextAreaElement>(null);
  const validation = useValidation(namespace, scope, text);
  const isMayWrite = may(useKnownSession(), 'admin', scope === 'cluster' ? '*' : namespace);
  const { error, isBusy, save } = useSaving(props, text);
  useWarning(text !== first);
  return (
    <section className="card editor" aria-label="Template as YAML">
      <div className="field">
        <label htmlFor="yaml">YAML</label>
        <textarea
          className="input code"
          id="yaml"
          ref={area}
          value={text}
          onChange={({ target }) => setText(target.value)}
          readOnly={!isMayWrite}
          spellCheck={false}
          autoCapitalize="none"
          rows={24}
          aria-describedby="yaml-said"
        />
      </div>
      <div id="yaml-said" aria-live="polite">
        {validation !== undefined && validation.problems.length === 0 && (
          <p className="verdict" data-tone="pass">
            <ToneSign tone="pass" size={16} />
            Nothing is wrong with it
          </p>
        )}
        {validation !== undefined && (
          <ProblemList problems={validation.problems} goTo={(line, column) => goTo(area.current, line, column)} />
        )}
      </div>
      {error !== undefined && <SaveFailure error={error} reload={reload} />}
      {isMayWrite && (
        <div className="editor-actions">
          <button className="button" data-kind="primary" type="button" disabled={isBusy || !isChanged} onClick={save}>
            {stored === undefined ? 'Store it' : 'Save'}
          </button>
          {stored !== undefined && text !== first && (
            <button className="button" type="button" onClick={() => setText(first)}>
              Undo changes
            </button>
          )}
          {stored !== undefined && <DeleteButton namespace={namespace} scope={scope} stored={stored} />}
        </div>
      )}
    </section>
  );
}

function useSaving({ namespace, scope, stored, onCreated }: EditorProps, text: string) {
  const { save } = useTemplateDeeds(namespace, scope);
  const [error, setError] = useState<Error>();
  const [isBusy, setBusy] = useState(false);
  const begin = (): void => {
    const document = documentIn(text);
    const name = stored?.name ?? (document === undefined ? undefined : nameIn(document));
    if (name === undefined) {
      setError(new Error('It has no name: metadata.name is missing.'));
      return;
    }
    setBusy(true);
    setError(undefined);
    save(name, text, stored?.etag ?? null)
      .then(
        () => onCreated?.(name),
        (thrown: unknown) => setError(thrown instanceof Error ? thrown : new Error(String(thrown))),
      )
      .finally(() => setBusy(false));
  };
  return { error, isBusy, save: begin };
}

/** Asks before a page with unsaved work is left for good. */
function useWarning(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener('beforeunload', warn);
    return () => globalThis.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}

function SaveFailure({
  error,
  reload,
}: {
  readonly error: Error;
  readonly reload: (() => void) | undefined;
}): ReactElement {
  const isConflict = error instanceof Problem && error.status === 412;
  const items = error instanceof Problem ? error.items : [];
  return (
    <div className="banner" data-tone="fail" role="alert">
      <ToneSign tone="fail" />
      {items.length === 0 ? <p>{error.message}</p> : <ProblemList problems={items} />}
      {isConflict && reload !== undefined && (
        <button className="button" data-size="small" type="button" onClick={reload}>
          Load what is stored, and lose this
        </button>
      )}
    </div>
  );
}

function DeleteButton({
  namespace,
  scope,
  stored,
}: Pick<EditorProps, 'namespace' | 'scope'> & {
  readonly stored: NonNullable<EditorProps['stored']>;
}): ReactElement {
  const { remove } = useTemplateDeeds(namespace, scope);
  const [, go] = useLocation();
  return (
    <ConfirmButton
      label="Delete"
      icon={<Icon name="bin" size={18} />}
      kind="danger"
      title={`Delete template ${stored.name}?`}
      act={async () => {
        await remove(stored.name, stored.etag);
        go(view.templates(namespace));
      }}
    >
      Runs that were made of it stay, and go on. New ones cannot be started from it any more.
    </ConfirmButton>
  );
}

/** Puts the cursor where a problem is. */
function goTo(area: HTMLTextAreaElement | null, line: number, column: number): void {
  if (area === null) return;
  const before = area.value.split('\n').slice(0, line - 1);
  const at = before.reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  area.focus();
  area.setSelectionRange(at, at);
}
