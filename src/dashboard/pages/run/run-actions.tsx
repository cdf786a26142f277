import type { ReactElement } from 'react';
import { useLocation } from 'wouter';
import { view } from '../../api/places.ts';
import { may } from '../../api/session.ts';
import type { Run } from '../../api/wire.ts';
import { ConfirmButton } from '../../parts/confirm.tsx';
import { Icon } from '../../parts/icon.tsx';
import { useRunDeeds } from '../../queries/run.ts';
import { useKnownSession } from '../../queries/service.tsx';

/** What can be done to a run by whoever looks at it: each is asked about first. */
export function RunActions({ run }: { readonly run: Run }): ReactElement {
  const { namespace, id, name, verdict, isTerminating } = run;
  const session = useKnownSession();
  const deeds = useRunDeeds(namespace, id);
  const [, go] = useLocation();
  const isRunning = verdict === null;
  return (
    <div className="run-actions">
      {isRunning && !isTerminating && may(session, 'runner', namespace) && (
        <ConfirmButton
          label="Terminate"
          icon={<Icon name="stop" size={18} />}
          kind="danger"
          title="Terminate this run?"
          act={deeds.terminate}
        >
          {name} ends early and its Jobs are stopped. What it has measured so far is kept; unless a limit was passed
          already, its verdict will be “not evaluated”.
        </ConfirmButton>
      )}
      {!isRunning && may(session, 'runner', namespace) && (
        <ConfirmButton
          label="Retry"
          icon={<Icon name="retry" size={18} />}
          kind="primary"
          title="Run it once more?"
          act={deeds.retry}
        >
          A new attempt begins, with the same metrics and arguments. The evidence of this one is kept.
        </ConfirmButton>
      )}
      {!isRunning && may(session, 'admin', namespace) && (
        <ConfirmButton
          label="Delete"
          icon={<Icon name="bin" size={18} />}
          kind="danger"
          title="Delete this run?"
          act={async () => {
            await deeds.remove();
            go(view.runs(namespace), { replace: true });
          }}
        >
          {name} is deleted with its history and evidence. This cannot be taken back.
        </ConfirmButton>
      )}
    </div>
  );
}
