import type { ReactElement, ReactNode } from 'react';
import { Link } from 'wouter';
import { view } from '../../api/places.ts';
import type { Run } from '../../api/wire.ts';
import { CopyButton } from '../../parts/copy-button.tsx';

/** What the run was started with. */
export function RunFacts({ run }: { readonly run: Run }): ReactElement {
  const { id, namespace, source, args, labels, timeout, status } = run;
  return (
    <section className="card facts" aria-labelledby="facts">
      <h2 id="facts">Started with</h2>
      <dl>
        <Fact name="Template">
          {source.map((name) => (
            <Link key={name} href={view.template(namespace, name)}>
              {name}
            </Link>
          ))}
        </Fact>
        {args.map(({ name, value }) => (
          <Fact key={name} name={name} isArgument>
            <code>{value === '' ? '""' : value}</code>
          </Fact>
        ))}
        {Object.keys(labels).length > 0 && (
          <Fact name="Labels">
            {Object.entries(labels).map(([name, value]) => (
              <Link
                key={name}
                className="tag"
                href={`${view.runs(namespace)}?${new URLSearchParams({ label: `${name}=${value}` }).toString()}`}
              >
                {name}={value}
              </Link>
            ))}
          </Fact>
        )}
        {timeout !== undefined && <Fact name="Timeout">{timeout}</Fact>}
        <Fact name="Id" isLong>
          <code className="facts-id">{id}</code>
          <CopyButton text={id} what="the id" />
        </Fact>
        {status.message !== undefined && (
          <Fact name="Message" isLong>
            {status.message}
          </Fact>
        )}
      </dl>
    </section>
  );
}

function Fact({
  name,
  isArgument = false,
  isLong = false,
  children,
}: {
  readonly name: string;
  readonly isArgument?: boolean;
  /** Stands below its name. */
  readonly isLong?: boolean;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className={isLong ? 'facts-long' : undefined}>
      <dt>{isArgument ? <code>{name}</code> : name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
