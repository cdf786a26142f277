/** Whether labels fit a query's `labelSelector`: `a=b,c!=d,e in (f,g),h notin (i),j,!k`. */
export function fitsSelector(labels: Readonly<Record<string, unknown>>, selector: string): boolean {
  return [...selector.matchAll(/(?:[^,(]|\([^)]*\))+/g)].every(([term]) => fits(labels, term.trim()));
}

function fits(labels: Readonly<Record<string, unknown>>, term: string): boolean {
  const [, name = '', not, values = ''] = /^(\S+) (not)?in \((.*)\)$/.exec(term) ?? [];
  if (name !== '') return values.split(',').includes(String(labels[name])) === (not === undefined);
  const [, key = '', sign, value] = /^([^!=]+)(!?==?)(.*)$/.exec(term) ?? [];
  if (key !== '') return (labels[key] === value) === (sign?.startsWith('!') !== true);
  return term.startsWith('!') ? !Object.hasOwn(labels, term.slice(1)) : Object.hasOwn(labels, term);
}
