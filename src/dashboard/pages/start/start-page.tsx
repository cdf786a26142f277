import './start-page.css';
import { type ReactElement, useMemo, useState } from 'react';
import { useSearch } from 'wouter';
import { argumentsOf } from '../../api/template.ts';
import type { Json } from '../../api/wire.ts';
import { Failure, Waiting } from '../../parts/notice.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { documentIn } from '../../parts/yaml.ts';
import { useTemplate } from '../../queries/templates.ts';
import { PastedTemplate } from './pasted-template.tsx';
import { RunForm } from './run-form.tsx';
import { StoredTemplateChoice } from './stored-template-choice.tsx';
import { type Choice, choiceFromSearch } from './template-choice.ts';
import type { StartBody } from './use-start.ts';

/** Starts a run: of a stored template or of a pasted one, with a form for its arguments. The address can say which, and fill it in. */
export function StartPage({ namespace }: { readonly namespace: string }): ReactElement {
  useTitle('Start a run');
  const search = useSearch();
  const [choice, choose] = useState<Choice>(() => choiceFromSearch(search));
  return (
    <div className="start">
      <div className="page-head">
        <h1>Start a run</h1>
      </div>
      <section className="card start-part" aria-labelledby="start-template">
        <h2 id="start-template">Template</h2>
        <Source choice={choice} choose={choose} />
        {choice.kind === 'stored' ? (
          <StoredTemplateChoice namespace={namespace} choice={choice} choose={choose} />
        ) : (
          <PastedTemplate namespace={namespace} choice={choice} choose={choose} />
        )}
      </section>
      {choice.kind === 'stored' ? (
        <StoredForm namespace={namespace} choice={choice} search={search} />
      ) : (
        <PastedForm namespace={namespace} text={choice.text} />
      )}
    </div>
  );
}

function Source({
  choice,
  choose,
}: {
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
}): ReactElement {
  return (
    <fieldset className="choices">
      <legend className="unseen">Where the template comes from</legend>
      <label className="choice">
        <input
          className="unseen"
          type="radio"
          name="source"
          checked={choice.kind === 'stored'}
          onChange={() => choose({ kind: 'stored', scope: 'namespace' })}
        />
        A stored one
      </label>
      <label className="choice">
        <input
          className="unseen"
          type="radio"
          name="source"
          checked={choice.kind === 'pasted'}
          onChange={() => choose({ kind: 'pasted', text: '' })}
        />
        Paste one
      </label>
    </fieldset>
  );
}

function StoredForm({
  namespace,
  choice: { name, scope },
  search,
}: {
  readonly namespace: string;
  readonly choice: Choice & { readonly kind: 'stored' };
  readonly search: string;
}): ReactElement | null {
  const { data, error, refetch } = useTemplate(namespace, scope, name);
  if (name === undefined) return null;
  if (data === undefined) {
    return error === null ? <Waiting what="the template" /> : <Failure error={error} retry={() => void refetch()} />;
  }
  const source = { templateRef: { name, ...(scope === 'cluster' && { clusterScope: true }) } };
  return (
    <FormFor key={`${scope} ${name}`} namespace={namespace} document={data.document} source={source} search={search} />
  );
}

function PastedForm({ namespace, text }: { readonly namespace: string; readonly text: string }): ReactElement | null {
  const document = useMemo(() => documentIn(text), [text]);
  if (document === undefined) return null;
  return <FormFor namespace={namespace} document={document} source={{ template: document }} search="" />;
}

function FormFor({
  namespace,
  document,
  source,
  search,
}: {
  readonly namespace: string;
  readonly document: Json;
  readonly source: Pick<StartBody, 'template' | 'templateRef'>;
  readonly search: string;
}): ReactElement {
  const args = useMemo(() => argumentsOf(document), [document]);
  return <RunForm namespace={namespace} args={args} source={source} search={search} />;
}
