import { marshalJson, unmarshalJson } from '../../core/go/json.ts';
import { JsonError } from '../../core/go/json-error.ts';
import { asText, stop } from '../run/stop.ts';
import { toBinary } from '../text/bytes.ts';
import { countInside } from '../values/count-inside.ts';
import { entriesOf } from '../values/entries.ts';
import { formatValue } from '../values/format.ts';
import { intOf } from '../values/ints.ts';
import { listView } from '../values/list.ts';
import { kindName, typeName } from '../values/type-name.ts';
import { argument, type Builtin } from './builtin.ts';

const len: Builtin = ([value = null]) => {
  if (typeof value === 'string') return intOf(countCharacters(value));
  const size = listView(value)?.length ?? entriesOf(value)?.length;
  return size === undefined ? stop(`invalid argument for len (type ${typeName(value)})`) : intOf(size);
};

/** Characters, not bytes; a byte that belongs to none counts as one. */
function countCharacters(text: string): number {
  return text.length === toBinary(text).length ? text.length : Array.from(text).length;
}

const TYPE_WORDS: ReadonlyMap<string, string> = new Map([
  ['float64', 'float'],
  ['slice', 'array'],
  ['int8', 'int'],
  ['int16', 'int'],
  ['int32', 'int'],
  ['int64', 'int'],
  ['uint8', 'uint'],
  ['uint16', 'uint'],
  ['uint32', 'uint'],
  ['uint64', 'uint'],
]);

/** Where the named types that a result can have are declared. */
const PACKAGES: ReadonlyMap<string, string> = new Map([
  ['time', 'time'],
  ['nrdb', 'github.com/newrelic/newrelic-client-go/v2/pkg/nrdb'],
  ['types', 'github.com/aws/aws-sdk-go-v2/service/cloudwatch/types'],
]);

const type: Builtin = ([value = null]) => {
  if (value === null) return 'nil';
  // A pointer to a place is followed before its type is asked for.
  const [, pkg = '', name = ''] = /^\*?(\w+)\.(\w+)$/.exec(typeName(value)) ?? [];
  const path = PACKAGES.get(pkg);
  if (path !== undefined) return `${path}.${name}`;
  const kind = kindName(value);
  return TYPE_WORDS.get(kind) ?? kind;
};

const string: Builtin = ([value = null], run) => {
  countInside(value, run);
  return formatValue(value, run);
};

const toJson: Builtin = ([value = null], run) => {
  countInside(value, run);
  try {
    return marshalJson(value, { indent: '  ' });
  } catch (thrown) {
    if (thrown instanceof JsonError) return stop(thrown.message);
    throw thrown;
  }
};

const fromJson: Builtin = (args) => {
  try {
    return unmarshalJson(asText(argument(args, 0)));
  } catch (thrown) {
    if (thrown instanceof JsonError) return stop(thrown.message);
    throw thrown;
  }
};

/** Functions that ask for or change the type of a value (expr.md §8). */
export const CONVERSION_FUNCTIONS: readonly (readonly [string, Builtin])[] = [
  ['len', len],
  ['type', type],
  ['string', string],
  ['toJSON', toJson],
  ['fromJSON', fromJson],
];
