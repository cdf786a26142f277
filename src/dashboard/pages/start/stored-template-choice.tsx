import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { view } from '../../api/places.ts';
import type { TemplateSummary } from '../../api/wire.ts';
import { Failure } from '../../parts/notice.tsx';
import { useTemplates } from '../../queries/templates.ts';
import type { Choice } from './template-choice.ts';

type StoredChoice = Choice & { readonly kind: 'stored' };

/** Chooses one of the stored templates. */
export function StoredTemplateChoice({
  namespace,
  choice,
  choose,
}: {
  readonly namespace: string;
  readonly choice: StoredChoice;
  readonly choose: (choice: Choice) => void;
}): ReactElement {
  const own = useTemplates(namespace, 'namespace');
  const cluster = useTemplates(namespace, 'cluster');
  const { data: shared = [] } = cluster;
  if (own.error !== null && own.data === undefined)
    return <Failure error={own.error} retry={() => void own.refetch()} />;
  if (own.data !== undefined && own.data.length + shared.length === 0) return <NoTemplates namespace={namespace} />;
  const known = choice.scope === 'cluster' ? cluster.data : own.data;
  const isUnknown = choice.name !== undefined && known?.some(({ name }) => name === choice.name) === false;
  return (
    <div className="field">
      <label htmlFor="template">Stored template</label>
      <select
        className="input"
        id="template"
        value={choice.name === undefined ? '' : valueOf(choice.scope, choice.name)}
        onChange={({ target }) => choose(choiceOf(target.value))}
      >
        <option value="" disabled>
          Choose one
        </option>
        {isUnknown && <option value={valueOf(choice.scope, choice.name ?? '')}>{choice.name} (not there)</option>}
        <Options scope="namespace" label={`In ${namespace}`} templates={own.data ?? []} />
        <Options scope="cluster" label="For all namespaces" templates={shared} />
      </select>
    </div>
  );
}

function Options({
  scope,
  label,
  templates,
}: {
  readonly scope: StoredChoice['scope'];
  readonly label: string;
  readonly templates: readonly TemplateSummary[];
}): ReactElement | null {
  if (templates.length === 0) return null;
  return (
    <optgroup label={label}>
      {templates.map(({ name }) => (
        <option key={name} value={valueOf(scope, name)}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

function NoTemplates({ namespace }: { readonly namespace: string }): ReactElement {
  return (
    <p className="muted">
      No templates are stored here yet. <Link href={view.newTemplate(namespace)}>Store one</Link>, or paste one above.
    </p>
  );
}

function valueOf(scope: StoredChoice['scope'], name: string): string {
  return `${scope}/${name}`;
}

function choiceOf(value: string): StoredChoice {
  const slash = value.indexOf('/');
  return {
    kind: 'stored',
    scope: value.slice(0, slash) === 'cluster' ? 'cluster' : 'namespace',
    name: value.slice(slash + 1),
  };
}
