import { act, type Draft, tell } from '../plan/draft.ts';
import { normal } from '../plan/event.ts';

/** Points a Service at a revision, and makes it the Rollout's own. */
export function changeSelector(draft: Draft, name: string, hash: string): Draft {
  const service = draft.services.get(name);
  if (service === undefined || (service.hash === hash && service.isManaged)) return draft;
  const owner = service.isManaged ? {} : { owner: draft.rollout.name };
  const changed = act(draft, { kind: 'selectService', service: name, hash, ...owner });
  const services = new Map(draft.services).set(name, { name, hash, isManaged: true });
  const message = `Switched selector for service '${name}' from '${service.hash ?? ''}' to '${hash}'`;
  return tell({ ...changed, services }, normal('SwitchService', message));
}
