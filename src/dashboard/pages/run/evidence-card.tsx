import { type ReactElement, useState } from 'react';
import { api } from '../../api/places.ts';
import type { Json, Run } from '../../api/wire.ts';
import { Icon } from '../../parts/icon.tsx';
import { JsonTree } from '../../parts/json-tree.tsx';
import { Failure, Waiting } from '../../parts/notice.tsx';
import { useEvidence } from '../../queries/run.ts';

/** Everything that was asked and answered, to be looked through here or taken along. */
export function EvidenceCard({ run: { namespace, id, name, attempt } }: { readonly run: Run }): ReactElement {
  const [isShown, setShown] = useState(false);
  const { data, error, refetch } = useEvidence(namespace, id, attempt, isShown);
  return (
    <section className="card evidence" aria-labelledby="evidence">
      <div className="evidence-head">
        <h2 id="evidence">Evidence</h2>
        <p className="muted">
          Everything that was asked and answered. <code>verdict replay</code> judges it again.
        </p>
        <div className="evidence-actions">
          <button className="button" type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {isShown ? 'Hide' : 'Look through it'}
          </button>
          <a
            className="button"
            href={`${api.evidence(namespace, id)}?attempt=${attempt}`}
            download={`${name}-${attempt}.evidence.json`}
          >
            <Icon name="download" size={18} />
            Download
          </a>
        </div>
      </div>
      {isShown && data !== undefined && (
        // Evidence is JSON as it came; its type names only what is shown elsewhere.
        <JsonTree json={data as unknown as Json} />
      )}
      {isShown &&
        data === undefined &&
        (error === null ? <Waiting what="the evidence" /> : <Failure error={error} retry={() => void refetch()} />)}
    </section>
  );
}
