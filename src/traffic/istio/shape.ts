import { Fault } from '../../core/fault.ts';
import { isJsonObject, type Json } from '../../core/json.ts';

/** What a part of a manifest must look like to be worked on. Null and what is left out fit everywhere; fields that are not named are not looked at. */
export type Shape =
  | 'text'
  | 'number'
  | 'whole'
  | 'count'
  | { readonly list: Shape }
  | { readonly values: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/**
 * Refuses what does not fit.
 *
 * @param place  names the object and the part, such as `VirtualService "web": spec.http`
 * @throws Fault TRAFFIC_INVALID with the place, what stands there and what was expected
 */
export function fit(json: Json | undefined, shape: Shape, place: string): void {
  if (json === undefined || json === null) return;
  if (typeof shape === 'string') {
    if (!isScalar(json, shape)) throw unfit(json, SCALARS[shape], place);
  } else if ('list' in shape) {
    if (!Array.isArray(json)) throw unfit(json, 'a list', place);
    json.forEach((item: Json, i) => fit(item, shape.list, `${place}[${i}]`));
  } else {
    if (!isJsonObject(json)) throw unfit(json, 'an object', place);
    const named =
      'fields' in shape ? shape.fields : Object.fromEntries(Object.keys(json).map((key) => [key, shape.values]));
    for (const [name, inner] of Object.entries(named)) {
      if (Object.hasOwn(json, name)) fit(json[name], inner, `${place}.${name}`);
    }
  }
}

type Scalar = Extract<Shape, string>;

const SCALARS: Readonly<Record<Scalar, string>> = {
  text: 'a text',
  number: 'a number',
  whole: 'a whole number',
  count: 'a whole number from 0',
};

function isScalar(json: Json, scalar: Scalar): boolean {
  switch (scalar) {
    case 'text':
      return typeof json === 'string';
    case 'number':
      return typeof json === 'number';
    case 'whole':
      return Number.isInteger(json);
    case 'count':
      return typeof json === 'number' && Number.isInteger(json) && json >= 0;
  }
}

function unfit(json: Json, expected: string, place: string): Fault {
  return new Fault('TRAFFIC_INVALID', `${place} is ${JSON.stringify(json)}, expected ${expected}`, { place });
}
