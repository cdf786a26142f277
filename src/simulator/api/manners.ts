/** How a built-in resource differs from most. */
export interface Manners {
  /** Whether an update must say which version it has seen. */
  readonly mustNameVersion: boolean;
  /** Whether an update of what is not there makes it. */
  readonly createsOnUpdate: boolean;
  /** Whether a deletion is answered with the object, instead of with a word that it is gone. */
  readonly answersWithDeleted: boolean;
  /** What happens to dependants when the caller does not say. */
  readonly propagation: 'Background' | 'Orphan';
  /** What a caller is warned of who does not say what is to happen to them. */
  readonly deletionWarning?: string;
  /** Members of the metadata that can be changed along with the status. */
  readonly changedWithStatus: readonly string[];
}

const MOST: Manners = {
  mustNameVersion: false,
  createsOnUpdate: false,
  answersWithDeleted: false,
  propagation: 'Background',
  changedWithStatus: ['labels', 'annotations', 'finalizers', 'ownerReferences', 'managedFields'],
};

const JOB_WARNING =
  'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning';

const DIFFERENT = new Map<string, Partial<Manners>>([
  ['/pods', { answersWithDeleted: true, changedWithStatus: ['labels', 'annotations', 'finalizers', 'managedFields'] }],
  ['/services', { answersWithDeleted: true }],
  ['/namespaces', { answersWithDeleted: true }],
  ['/serviceaccounts', { answersWithDeleted: true }],
  ['/events', { createsOnUpdate: true }],
  ['/endpoints', { createsOnUpdate: true }],
  ['coordination.k8s.io/leases', { createsOnUpdate: true, mustNameVersion: true }],
  ['apps/deployments', { changedWithStatus: ['annotations', 'finalizers', 'ownerReferences', 'managedFields'] }],
  ['batch/jobs', { propagation: 'Orphan', deletionWarning: JOB_WARNING }],
  [
    'apiextensions.k8s.io/customresourcedefinitions',
    { answersWithDeleted: true, mustNameVersion: true, changedWithStatus: ['managedFields'] },
  ],
]);

/** How a built-in kind is handled. */
export function mannersOf({ group, plural }: { readonly group: string; readonly plural: string }): Manners {
  return { ...MOST, ...DIFFERENT.get(`${group}/${plural}`) };
}
