import type { JsonObject } from '../../../core/json.ts';
import { all, type Fill, fillAbsent, fillIn, inEach, inMember } from './fill.ts';
import { pullPolicyOf } from './pull-policy.ts';

/** Rights of files that come from objects: what octal notation calls 0644. */
const FILE_MODE = 0o644;

/** What a volume is where it does not say: an empty folder, if it has no source at all. */
export function fillVolume(volume: JsonObject): JsonObject {
  const hasSource = Object.keys(volume).some((name) => name !== 'name');
  return all(...SOURCES)(hasSource ? volume : { ...volume, emptyDir: {} });
}

const fillFieldItems: Fill = (source) =>
  inEach(source, 'items', (item) => inMember(item, 'fieldRef', (field) => fillIn(field, { apiVersion: 'v1' })));

const fillProjection: Fill = (projection) => {
  const filled = inMember(projection, 'downwardAPI', fillFieldItems);
  return inMember(filled, 'serviceAccountToken', (token) => fillAbsent(token, { expirationSeconds: 3600 }));
};

/** Sources with what they are where they do not say; each is looked for in the volume. */
const SOURCES: readonly Fill[] = [
  ...['secret', 'configMap'].map(
    (name): Fill =>
      (volume) =>
        inMember(volume, name, (source) => fillAbsent(source, { defaultMode: FILE_MODE })),
  ),
  (volume) =>
    inMember(volume, 'downwardAPI', (source) => fillFieldItems(fillAbsent(source, { defaultMode: FILE_MODE }))),
  (volume) =>
    inMember(volume, 'projected', (source) =>
      inEach(fillAbsent(source, { defaultMode: FILE_MODE }), 'sources', fillProjection),
    ),
  (volume) => inMember(volume, 'hostPath', (source) => fillAbsent(source, { type: '' })),
  (volume) => inMember(volume, 'iscsi', (source) => fillIn(source, { iscsiInterface: 'default' })),
  (volume) =>
    inMember(volume, 'rbd', (source) => fillIn(source, { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' })),
  (volume) =>
    inMember(volume, 'azureDisk', (source) =>
      fillAbsent(source, { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' }),
    ),
  (volume) =>
    inMember(volume, 'scaleIO', (source) => fillIn(source, { storageMode: 'ThinProvisioned', fsType: 'xfs' })),
  (volume) =>
    inMember(volume, 'ephemeral', (source) =>
      inMember(source, 'volumeClaimTemplate', (template) =>
        inMember(template, 'spec', (spec) => fillAbsent(spec, { volumeMode: 'Filesystem' })),
      ),
    ),
  (volume) =>
    inMember(volume, 'image', (source) => {
      const reference = source['reference'];
      return fillIn(source, { pullPolicy: pullPolicyOf(typeof reference === 'string' ? reference : '') });
    }),
];
