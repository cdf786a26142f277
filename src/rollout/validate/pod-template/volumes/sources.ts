import type { Fields } from '../../../reading/fields.ts';
import type { FieldError } from '../../field-error.ts';
import { missingErrors } from '../words.ts';
import { ephemeralErrors } from './claim-template.ts';
import { azureDiskErrors, cephErrors, cinderErrors, fibreErrors, partitionErrors } from './disks.ts';
import { csiErrors, flexErrors } from './drivers.ts';
import {
  configMapErrors,
  downwardErrors,
  emptyDirErrors,
  gitErrors,
  hostPathErrors,
  imageErrors,
  secretErrors,
} from './files.ts';
import { iscsiErrors } from './iscsi.ts';
import { projectedErrors } from './projected.ts';
import { flockerErrors, nfsErrors, quobyteErrors, storageOsErrors } from './shares.ts';

/** One kind of volume. */
interface Source {
  /** The field that holds it. */
  readonly name: string;
  readonly errors: (source: Fields, path: string) => readonly FieldError[];
  /** Where errors inside say they are, where that is not the field. */
  readonly detailsAt?: string;
  /** Where the error of one source too many says it is, where that is not the field. */
  readonly clashAt?: string;
}

/** A source that must have these texts and cannot be wrong otherwise. */
function texts(name: string, ...required: readonly string[]): Source {
  return { name, errors: (source, path) => missingErrors(source, path, required) };
}

/** Every kind of volume, in the order of Kubernetes' checks; names of places that look wrong are Kubernetes' own. */
export const SOURCES: readonly Source[] = [
  { name: 'emptyDir', errors: emptyDirErrors },
  { name: 'hostPath', errors: hostPathErrors },
  { name: 'gitRepo', errors: gitErrors },
  { name: 'gcePersistentDisk', detailsAt: 'persistentDisk', errors: partitionErrors('pdName') },
  { name: 'awsElasticBlockStore', errors: partitionErrors('volumeID') },
  { name: 'secret', errors: secretErrors },
  { name: 'nfs', errors: nfsErrors },
  { name: 'iscsi', errors: iscsiErrors },
  texts('glusterfs', 'endpoints', 'path'),
  { name: 'flocker', errors: flockerErrors },
  texts('persistentVolumeClaim', 'claimName'),
  { name: 'rbd', errors: cephErrors('image') },
  { name: 'cinder', errors: cinderErrors },
  { name: 'cephfs', clashAt: 'cephFS', errors: cephErrors() },
  { name: 'quobyte', errors: quobyteErrors },
  { name: 'downwardAPI', clashAt: 'downwarAPI', errors: downwardErrors },
  { name: 'fc', errors: fibreErrors },
  { name: 'flexVolume', errors: flexErrors },
  { name: 'configMap', errors: configMapErrors },
  texts('azureFile', 'secretName', 'shareName'),
  texts('vsphereVolume', 'volumePath'),
  texts('photonPersistentDisk', 'pdID'),
  texts('portworxVolume', 'volumeID'),
  { name: 'azureDisk', errors: azureDiskErrors },
  { name: 'storageos', errors: storageOsErrors },
  { name: 'projected', errors: projectedErrors },
  texts('scaleIO', 'gateway', 'system', 'volumeName'),
  { name: 'csi', errors: csiErrors },
  { name: 'ephemeral', errors: ephemeralErrors },
  { name: 'image', errors: imageErrors },
];
