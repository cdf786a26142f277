import { headerNameFaults } from '../../../../resources/names/key-names.ts';
import type { Fields } from '../../../reading/fields.ts';
import { errorIf, type FieldError, forbidden, invalidFor, required } from '../../field-error.ts';
import { items } from '../../parts.ts';
import { wordErrors } from '../words.ts';
import { portNumberOrNameErrors } from './ports.ts';

/** One way to ask a container, or to tell it something. */
export interface Handler {
  readonly name: string;
  readonly errors: (action: Fields, path: string) => readonly FieldError[];
}

/** What probes and hooks have in common. */
export const COMMON_HANDLERS: readonly Handler[] = [
  {
    name: 'exec',
    errors: (action, path) => errorIf(action.list('command').length === 0, required(`${path}.command`)),
  },
  { name: 'httpGet', errors: httpErrors },
  { name: 'tcpSocket', errors: (action, path) => portNumberOrNameErrors(action.json('port'), `${path}.port`) },
];

export const PROBE_HANDLERS: readonly Handler[] = [
  ...COMMON_HANDLERS,
  { name: 'grpc', errors: (action, path) => portNumberOrNameErrors(action.json('port'), `${path}.port`) },
];

/** What is wrong with the ways that are given: there must be one. The first is looked at, the others are too many. */
export function handlerErrors(owner: Fields, path: string, handlers: readonly Handler[]): readonly FieldError[] {
  const given = handlers.filter(({ name }) => owner.object(name) !== undefined);
  if (given.length === 0) return [required(path, 'must specify a handler type')];
  return given.flatMap(({ name, errors }, index) =>
    index === 0
      ? errors(owner.below(name), `${path}.${name}`)
      : [forbidden(`${path}.${name}`, 'may not specify more than 1 handler type')],
  );
}

function httpErrors(action: Fields, path: string): readonly FieldError[] {
  return [
    ...portNumberOrNameErrors(action.json('port'), `${path}.port`),
    ...wordErrors(action, 'scheme', path, ['HTTP', 'HTTPS']),
    ...items(action, 'httpHeaders').flatMap((header) => {
      const name = header.text('name');
      return invalidFor(`${path}.httpHeaders`, name, headerNameFaults(name));
    }),
  ];
}
