import { expect, it } from 'vitest';
import { isOlder, keyOf, nameOfKey, withoutManagedFields } from '../../src/kube/metadata.ts';

it.each([
  { name: { namespace: 'shop', name: 'web' }, key: 'shop/web' },
  { name: { namespace: '', name: 'web' }, key: 'web' },
])('the key of $name is $key, and leads back', ({ name, key }) => {
  expect(keyOf(name)).toBe(key);
  expect(nameOfKey(key)).toEqual(name);
});

it.each<[version: string, other: string, older: boolean]>([
  ['9', '10', true],
  ['10', '9', false],
  ['10', '10', false],
  ['', '1', true],
  ['99999999999999999998', '99999999999999999999', true],
])('version %s is older than %s: %s', (version, other, older) => {
  expect(isOlder(version, other)).toBe(older);
});

it('an object without managed fields is left as it is', () => {
  const object = { metadata: { name: 'a' }, spec: {} };
  expect(withoutManagedFields(object)).toBe(object);
  expect(withoutManagedFields({ ...object, metadata: { name: 'a', managedFields: [] } })).toEqual(object);
});
