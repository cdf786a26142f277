/** A part of Go's reference time `Mon Jan 2 15:04:05 MST 2006`, as it stands in a layout. */
export const ELEMENTS = {
  January: 'monthName',
  Jan: 'monthShort',
  '1': 'month',
  '01': 'month2',
  Monday: 'weekdayName',
  Mon: 'weekdayShort',
  '2': 'day',
  _2: 'dayPadded',
  '02': 'day2',
  __2: 'yearDayPadded',
  '002': 'yearDay3',
  '15': 'hour24',
  '3': 'hour12',
  '03': 'hour12Two',
  '4': 'minute',
  '04': 'minute2',
  '5': 'second',
  '05': 'second2',
  '2006': 'year',
  '06': 'year2',
  PM: 'upperHalf',
  pm: 'lowerHalf',
  MST: 'zoneName',
  Z0700: 'offset',
  Z070000: 'offset',
  Z07: 'offset',
  'Z07:00': 'offset',
  'Z07:00:00': 'offset',
  '-0700': 'offset',
  '-070000': 'offset',
  '-07': 'offset',
  '-07:00': 'offset',
  '-07:00:00': 'offset',
} as const;

/** `fraction` is `.000` (all digits), `fractionCut` is `.999` (without trailing zeros); both also with a comma. */
export type ElementKind = (typeof ELEMENTS)[keyof typeof ELEMENTS] | 'fraction' | 'fractionCut';

/** A piece of a layout: literal text, then an element; the last piece of a layout has none. */
export interface LayoutPiece {
  readonly literal: string;
  readonly element?: { readonly kind: ElementKind; readonly text: string };
}

/**
 * Every element, longer spellings before shorter ones of the same start. A short name before a lower-case letter is no element
 * (`Month`), `_2006` is an underscore and a year, and a fraction must not run into other digits.
 */
const ELEMENT = new RegExp(
  [
    'January|Jan(?![a-z])|Monday|Mon(?![a-z])|MST',
    '0[1-6]|002|15|1|2006|2|_2(?!006)|__2|3|4|5|PM|pm',
    '[-Z]070000|[-Z]07:00:00|[-Z]0700|[-Z]07:00|[-Z]07',
    '[.,](?:0+|9+)(?!\\d)',
  ].join('|'),
  'g',
);

/** Takes a layout apart. @see https://pkg.go.dev/time#pkg-constants */
export function piecesOf(layout: string): readonly LayoutPiece[] {
  const pieces: LayoutPiece[] = [];
  let end = 0;
  for (const { 0: text, index } of layout.matchAll(ELEMENT)) {
    pieces.push({ literal: layout.slice(end, index), element: { kind: kindOf(text), text } });
    end = index + text.length;
  }
  return [...pieces, { literal: layout.slice(end) }];
}

function kindOf(text: string): ElementKind {
  if (isElement(text)) return ELEMENTS[text];
  return text.endsWith('0') ? 'fraction' : 'fractionCut';
}

function isElement(text: string): text is keyof typeof ELEMENTS {
  return Object.hasOwn(ELEMENTS, text);
}

/** How an offset is written: `Z` says that UTC is `Z`; hours are always there. */
export interface OffsetStyle {
  readonly usesZ: boolean;
  readonly hasColons: boolean;
  readonly hasMinutes: boolean;
  readonly hasSeconds: boolean;
}

/** Reads the style off an offset's spelling, such as `Z07:00`. */
export function offsetStyle(text: string): OffsetStyle {
  const digits = text.replaceAll(/\D/g, '').length;
  return { usesZ: text.startsWith('Z'), hasColons: text.includes(':'), hasMinutes: digits > 2, hasSeconds: digits > 4 };
}
