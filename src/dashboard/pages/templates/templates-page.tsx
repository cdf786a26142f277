import './templates.css';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { view } from '../../api/places.ts';
import { may } from '../../api/session.ts';
import type { Scope } from '../../api/template.ts';
import { Icon } from '../../parts/icon.tsx';
import { Age } from '../../parts/moment.tsx';
import { Failure, Waiting } from '../../parts/notice.tsx';
import { useTitle } from '../../parts/use-title.ts';
import { useKnownSession } from '../../queries/service.tsx';
import { useTemplates } from '../../queries/templates.ts';

/** The stored templates: those of the namespace, and those of the whole service. */
export function TemplatesPage({ namespace }: { readonly namespace: string }): ReactElement {
  useTitle(`Templates in ${namespace}`);
  const isMaySeeAll = may(useKnownSession(), 'viewer', '*');
  return (
    <>
      <div className="page-head">
        <h1>Templates</h1>
      </div>
      <div className="template-lists">
        <TemplateList namespace={namespace} scope="namespace" title={`In ${namespace}`} />
        {isMaySeeAll && <TemplateList namespace={namespace} scope="cluster" title="For all namespaces" />}
      </div>
    </>
  );
}

function TemplateList({
  namespace,
  scope,
  title,
}: {
  readonly namespace: string;
  readonly scope: Scope;
  readonly title: string;
}): ReactElement {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useTemplates(namespace, scope);
  const isMayWrite = may(useKnownSession(), 'admin', scope === 'cluster' ? '*' : namespace);
  const search = scope === 'cluster' ? '?scope=cluster' : '';
  return (
    <section className="card template-list" aria-labelledby={`templates-${scope}`}>
      <div className="template-list-head">
        <h2 id={`templates-${scope}`}>{title}</h2>
        {isMayWrite && (
          <Link className="button" data-size="small" href={`${view.newTemplate(namespace)}${search}`}>
            <Icon name="plus" size={16} />
            New<span className="unseen"> template, {title.toLowerCase()}</span>
          </Link>
        )}
      </div>
      {data === undefined &&
        (error === null ? <Waiting what="the templates" /> : <Failure error={error} retry={() => void refetch()} />)}
      {data?.length === 0 && <p className="template-none">None yet.</p>}
      {data !== undefined && data.length > 0 && (
        <ul>
          {data.map(({ name, updatedAt, version }) => (
            <li key={name}>
              <Link href={`${view.template(namespace, name)}${search}`}>{name}</Link>
              <span className="muted">
                version {version}, changed <Age at={updatedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <button className="button" data-size="small" type="button" onClick={() => void fetchNextPage()}>
          More
        </button>
      )}
    </section>
  );
}
