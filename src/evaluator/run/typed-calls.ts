import { GoDuration } from '../../core/go/time/go-duration.ts';
import { GoTime } from '../../core/go/time/go-time.ts';
import { UTC } from '../../core/go/time/location.ts';
import type { Value } from '../../core/value.ts';
import type { GoType } from '../types/go-type.ts';
import { intOf } from '../values/ints.ts';

/** The types of functions that the original calls without reflection; only the errors for wrong arguments differ. */
const TYPED = new Set([
  'func() time.Duration',
  'func() time.Month',
  'func() time.Time',
  'func() time.Weekday',
  'func() []uint8',
  'func() bool',
  'func() float64',
  'func() int',
  'func() int64',
  'func() string',
  'func(time.Duration) time.Duration',
  'func(time.Duration) time.Time',
  'func(time.Time) time.Duration',
  'func(time.Time) bool',
  'func(float64) bool',
  'func(interface {}) bool',
  'func(interface {}) float64',
  'func(interface {}) string',
  'func(interface {}, interface {}) interface {}',
  'func([]string, string) string',
  'func(string) string',
  'func(string, string) bool',
  'func(string, string) string',
  'func(int) int',
  'func(int, int) int',
]);

/** Whether a function of this static type is called without reflection. */
export function isTyped({ name }: GoType): boolean {
  return TYPED.has(name);
}

/** 1st of January of year 1, where Go's time begins. */
const FIRST_TIME = new GoTime(-62_135_596_800_000_000_000n, UTC);

const ZEROS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['int', intOf(0)],
  ['float64', 0],
  ['string', ''],
  ['bool', false],
  ['time.Time', FIRST_TIME],
  ['time.Duration', new GoDuration(0n)],
]);

/** What a nil argument becomes for a parameter of this type. */
export function zeroOf({ name }: GoType): Value {
  return ZEROS.get(name) ?? null;
}
