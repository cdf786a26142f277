import { marshalJson } from '../../../../core/go/json.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, invalid, notSupported, required } from '../../field-error.ts';
import { inRange, rangeText } from '../../numbers.ts';
import { maybeBelow, texts } from '../../parts.ts';
import { givenWordErrors, missingErrors } from '../words.ts';

type SourceErrors = (source: Fields, path: string) => readonly FieldError[];

/** A cloud's disk, known by the text of this field, with partitions. */
export function partitionErrors(name: string): SourceErrors {
  return (source, path) => [
    ...missingErrors(source, path, [name]),
    ...partitionNumberErrors(source.whole('partition') ?? 0, `${path}.partition`),
  ];
}

/** 0 is the whole disk; Kubernetes' sentence forgets it. */
function partitionNumberErrors(partition: number, path: string): readonly FieldError[] {
  const isKnown = partition >= 0 && partition <= LAST_PARTITION;
  return errorIf(!isKnown, invalid(path, partition, rangeText(1, LAST_PARTITION)));
}

const LAST_PARTITION = 255;

/** A store of Ceph, reached through monitors. */
export function cephErrors(...names: readonly string[]): SourceErrors {
  return (source, path) => [
    ...errorIf(source.list('monitors').length === 0, required(`${path}.monitors`)),
    ...missingErrors(source, path, names),
  ];
}

export function cinderErrors(source: Fields, path: string): readonly FieldError[] {
  return [...missingErrors(source, path, ['volumeID']), ...secretNameErrors(source, 'secretRef', path)];
}

/** A reference to a Secret that must name it. */
export function secretNameErrors(source: Fields, field: string, path: string): readonly FieldError[] {
  const reference = maybeBelow(source, field);
  return reference === undefined ? [] : missingErrors(reference, `${path}.${field}`, ['name']);
}

/** Fibre channel: by names of targets and a number on them, or by world wide identifiers. */
export function fibreErrors(source: Fields, path: string): readonly FieldError[] {
  const targets = texts(source, 'targetWWNs');
  const hasIds = source.list('wwids').length > 0;
  const at = `${path}.targetWWNs`;
  const none = 'must specify either targetWWNs or wwids, but not both';
  const both = 'targetWWNs and wwids can not be specified simultaneously';
  if (targets.length === 0) return errorIf(!hasIds, required(at, none));
  return [
    ...errorIf(hasIds, invalid(at, { json: marshalJson(targets) }, both)),
    ...unitErrors(source.whole('lun'), `${path}.lun`),
  ];
}

function unitErrors(unit: number | undefined, path: string): readonly FieldError[] {
  return unit === undefined
    ? [required(path, 'lun is required if targetWWNs is specified')]
    : inRange(path, unit, 0, 255);
}

const MANAGED_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

export function azureDiskErrors(source: Fields, path: string): readonly FieldError[] {
  const uri = source.text('diskURI');
  const [start, example] =
    source.text('kind') === 'Managed' ? ['/subscriptions/', MANAGED_URI] : ['https://', BLOB_URI];
  return [
    ...missingErrors(source, path, ['diskName', 'diskURI']),
    ...givenWordErrors(source, 'cachingMode', path, ['None', 'ReadOnly', 'ReadWrite']),
    ...givenWordErrors(source, 'kind', path, ['Dedicated', 'Managed', 'Shared']),
    ...errorIf(!uri.startsWith(start), notSupported(`${path}.diskURI`, uri, [example])),
  ];
}
