import type { Course } from '../plan/course.ts';
import type { Draft } from '../plan/draft.ts';
import { baseStatus } from './base-status.ts';
import { persist } from './persist.ts';

/** Ends a sync: writes what it came to, unless it is over or has failed. */
export function finish(draft: Draft, course: Course): Draft {
  switch (draft.next.kind) {
    case 'stage':
    case 'status': {
      const settled = course.settle(draft, baseStatus(draft));
      return settled.draft.next.kind === 'fault' ? settled.draft : persist(settled.draft, course, settled.status);
    }
    case 'resized': {
      const { status } = draft.rollout;
      return persist(draft, course, { ...status, ...course.counts(draft, status) });
    }
    case 'end':
    case 'fault':
    case 'routers':
      return draft;
  }
}
