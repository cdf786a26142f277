import type { Clock } from '../../core/clock.ts';
import type { JsonObject } from '../../core/json.ts';
import { objectIn, textIn } from '../../core/json-members.ts';
import { sameJson } from '../../core/same-json.ts';
import type { WatchEvent } from './call.ts';
import type { ApiKind } from './kind.ts';
import type { Resource } from './served.ts';
import type { State } from './state.ts';
import type { Ownership } from './writer.ts';

/** Who writes the status of definitions. */
const ITSELF = 'kube-apiserver';

/** What CustomResourceDefinitions become. */
export interface DefinitionRules {
  readonly clock: Pick<Clock, 'now'>;
  readonly kindsOf?: (definition: JsonObject) => readonly ApiKind[];
  readonly definitionStatusOf?: (definition: JsonObject, now: number) => JsonObject;
  /** Absent: nobody is noted as the owner of the status. */
  readonly ownership?: Pick<Ownership, 'noteWrite'>;
}

/**
 * Serves the kinds of CustomResourceDefinitions from the write on that makes or changes one, and no more once it is deleted.
 *
 * @returns to be called whenever kinds were added: definitions are followed from when they are a kind
 */
export function followDefinitions(state: State, rules: DefinitionRules): () => void {
  let followed: Resource | undefined;
  return () => {
    const definitions = state.resources.ofPlural('apiextensions.k8s.io', 'customresourcedefinitions');
    if (definitions === undefined || definitions === followed) return;
    followed = definitions;
    const hear = (event: WatchEvent): void => {
      if (event.type === 'DELETED') forget(state, event.object);
      else serve(state, rules, definitions, event.object);
    };
    const wish = {
      namespace: '',
      isSelected: () => true,
      shown: (object: JsonObject) => object,
      wantsBookmarks: false,
      hear,
    };
    state.watch(definitions, wish, state.version, []);
  };
}

function serve(state: State, rules: DefinitionRules, definitions: Resource, definition: JsonObject): void {
  const { kindsOf, definitionStatusOf, clock, ownership } = rules;
  if (kindsOf === undefined) return;
  const { group, plural } = namesOf(definition);
  state.resources.replace(group, plural, kindsOf(definition));
  const status = definitionStatusOf?.(definition, clock.now());
  if (status === undefined || sameJson(status, objectIn(definition, 'status'))) return;
  const after = { ...definition, status };
  const [kind] = definitions.kinds.values();
  const writing = { before: definition, after, manager: ITSELF, subresource: 'status', now: clock.now() };
  const isNoted = ownership !== undefined && kind !== undefined;
  state.put(definitions, isNoted ? ownership.noteWrite({ kind, ...writing }) : after);
}

function forget(state: State, definition: JsonObject): void {
  const { group, plural } = namesOf(definition);
  const resource = state.resources.ofPlural(group, plural);
  if (resource === undefined) return;
  for (const object of resource.objects.list('')) state.remove(resource, object);
  state.resources.remove(group, plural);
}

function namesOf(definition: JsonObject): { readonly group: string; readonly plural: string } {
  const spec = objectIn(definition, 'spec');
  return { group: textIn(spec, 'group'), plural: textIn(objectIn(spec, 'names'), 'plural') };
}
