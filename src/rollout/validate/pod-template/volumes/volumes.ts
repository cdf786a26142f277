import { dnsLabelFaults } from '../../../../resources/names/dns-names.ts';
import { lengthFaults } from '../../../../resources/names/name-rule.ts';
import type { Fields } from '../../../reading/fields.ts';
import { duplicate, errorIf, type FieldError, forbidden, invalid, invalidFor, required } from '../../field-error.ts';
import { maybeText } from '../../parts.ts';
import { SOURCES } from './sources.ts';

export interface CheckedVolumes {
  /** The volumes in which nothing is wrong, by name; the others cannot be mounted. */
  readonly volumes: ReadonlyMap<string, Fields>;
  readonly errors: readonly FieldError[];
}

/** What is wrong with the volumes of a pod. */
export function volumeErrors(volumes: readonly Fields[], path: string): CheckedVolumes {
  const sound = new Map<string, Fields>();
  const errors: FieldError[] = [];
  for (const [index, volume] of volumes.entries()) {
    const at = `${path}[${index}]`;
    const name = volume.text('name');
    const found = [...sourceErrors(volume, at), ...nameErrors(name, at, sound)];
    if (found.length === 0) sound.set(name, volume);
    errors.push(...found);
  }
  return { volumes: sound, errors };
}

function nameErrors(name: string, path: string, sound: ReadonlyMap<string, Fields>): readonly FieldError[] {
  const at = `${path}.name`;
  return [
    ...(name === '' ? [required(at)] : invalidFor(at, name, dnsLabelFaults(name))),
    ...errorIf(sound.has(name), duplicate(at, name)),
  ];
}

/** A volume has one source. The first is looked at, the others are too many; one without any gets an empty folder. */
function sourceErrors(volume: Fields, path: string): readonly FieldError[] {
  const given = SOURCES.filter(({ name }) => volume.object(name) !== undefined);
  return given.flatMap(({ name, errors, detailsAt = name, clashAt = name }, index) => [
    ...(index === 0
      ? errors(volume.below(name), `${path}.${detailsAt}`)
      : [forbidden(`${path}.${clashAt}`, 'may not specify more than 1 volume type')]),
    ...(name === 'iscsi' ? portalErrors(volume, path) : []),
  ]);
}

const LONGEST_PORTAL = 64;
const LONG_PORTAL =
  'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';

function portalErrors(volume: Fields, path: string): readonly FieldError[] {
  const iscsi = volume.below('iscsi');
  const name = volume.text('name');
  const isLong = lengthFaults(`${name}:${iscsi.text('targetPortal')}`, LONGEST_PORTAL).length > 0;
  return errorIf(isLong && maybeText(iscsi, 'initiatorName') !== undefined, invalid(`${path}.name`, name, LONG_PORTAL));
}
