import { registerHooks } from 'node:module';

const OWN_ENTRY = 'verdict/plugin';

let isLent = false;

/**
 * Makes `verdict/plugin` mean the Verdict that runs, whoever imports it. A plugin needs no copy of Verdict beside it, wherever it lies,
 * and with one of its own it still gets the words and classes of this one.
 */
export function lendOwnEntry(): void {
  if (isLent) return;
  isLent = true;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === OWN_ENTRY ? { url: ownEntry(), shortCircuit: true } : next(specifier, context),
  });
}

/** In the checkout the source, in what is published the file beside this one. */
function ownEntry(): string {
  const isSource = import.meta.url.endsWith('.ts');
  return new URL(isSource ? '../../plugin.ts' : './plugin.js', import.meta.url).href;
}
