import './templates.css';
import type { ReactElement } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { view } from '../../api/places.ts';
import { may } from '../../api/session.ts';
import { type Scope, templateMetricsOf } from '../../api/template.ts';
import { Icon } from '../../parts/icon.tsx';
import { Failure, Waiting } from '../../parts/notice.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { yamlOf } from '../../parts/yaml.ts';
import { useKnownSession } from '../../queries/service.tsx';
import { type ReadTemplate, useTemplate } from '../../queries/templates.ts';
import { exampleOf } from './example.ts';
import { TemplateEditor } from './template-editor.tsx';

/** A stored template, to be read and changed; without a name, a new one. */
export function TemplatePage({
  namespace,
  name,
}: {
  readonly namespace: string;
  readonly name?: string;
}): ReactElement {
  const scope: Scope = new URLSearchParams(useSearch()).get('scope') === 'cluster' ? 'cluster' : 'namespace';
  useTitle(name ?? 'New template');
  return (
    <>
      <div className="page-head">
        <Link className="run-back" href={view.templates(namespace)}>
          Templates
        </Link>
        <h1>{name ?? 'New template'}</h1>
        {scope === 'cluster' && <span className="tag">for all namespaces</span>}
        {name !== undefined && <StartLink namespace={namespace} name={name} scope={scope} />}
      </div>
      {name === undefined ? (
        <NewTemplate namespace={namespace} scope={scope} />
      ) : (
        <StoredTemplate namespace={namespace} name={name} scope={scope} />
      )}
    </>
  );
}

function StartLink({ namespace, name, scope }: TemplateProps): ReactElement | null {
  const isMayStart = may(useKnownSession(), 'runner', namespace);
  if (!isMayStart) return null;
  const search = new URLSearchParams({ template: name, ...(scope === 'cluster' && { scope }) });
  return (
    <Link className="button page-head-end" data-kind="primary" href={`${view.start(namespace)}?${search.toString()}`}>
      <Icon name="plus" size={18} />
      Start a run of it
    </Link>
  );
}

interface TemplateProps {
  readonly namespace: string;
  readonly name: string;
  readonly scope: Scope;
}

function StoredTemplate({ namespace, name, scope }: TemplateProps): ReactElement {
  const { data, error, refetch } = useTemplate(namespace, scope, name);
  if (data === undefined) {
    return error === null ? <Waiting what="the template" /> : <Failure error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      <Metrics template={data} />
      <TemplateEditor
        key={data.etag}
        namespace={namespace}
        scope={scope}
        first={yamlOf(data.document)}
        stored={{ name, etag: data.etag }}
        reload={() => void refetch()}
      />
    </>
  );
}

function NewTemplate({ namespace, scope }: Pick<TemplateProps, 'namespace' | 'scope'>): ReactElement {
  const [, go] = useLocation();
  return (
    <TemplateEditor
      namespace={namespace}
      scope={scope}
      first={exampleOf(scope)}
      onCreated={(name) => go(`${view.template(namespace, name)}${scope === 'cluster' ? '?scope=cluster' : ''}`)}
    />
  );
}

function Metrics({ template: { document } }: { readonly template: ReadTemplate }): ReactElement {
  return (
    <section className="template-metrics" aria-label="Metrics">
      {templateMetricsOf(document).map(({ name, provider, interval, count, successCondition, failureCondition }) => (
        <article className="card template-metric" key={name}>
          <h2>{name}</h2>
          <p className="muted">
            {provider}
            {interval !== undefined && `, every ${interval}`}
            {count !== undefined && `, ${count} times`}
          </p>
          {successCondition !== undefined && (
            <p>
              <span className="muted">Success when </span>
              <code>{successCondition}</code>
            </p>
          )}
          {failureCondition !== undefined && (
            <p>
              <span className="muted">Failure when </span>
              <code>{failureCondition}</code>
            </p>
          )}
        </article>
      ))}
    </section>
  );
}
