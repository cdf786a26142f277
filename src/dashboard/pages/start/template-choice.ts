import type { Scope } from '../../api/template.ts';

/** What is to be run. */
export type Choice =
  /** Without a name as long as none is chosen. */
  | { readonly kind: 'stored'; readonly scope: Scope; readonly name?: string }
  | { readonly kind: 'pasted'; readonly text: string };

/** What an address asks for: `?template=success-rate&scope=cluster`. */
export function choiceFromSearch(search: string): Choice {
  const params = new URLSearchParams(search);
  const name = params.get('template');
  const scope = params.get('scope') === 'cluster' ? 'cluster' : 'namespace';
  return { kind: 'stored', scope, ...(name !== null && name !== '' && { name }) };
}

/** The arguments that an address fills in: `arg.service=checkout`. */
export function argumentsFromSearch(search: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...new URLSearchParams(search)].flatMap(([name, value]) =>
      name.startsWith('arg.') ? [[name.slice(4), value]] : [],
    ),
  );
}
