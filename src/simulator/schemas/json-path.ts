import { marshalJson } from '../../core/go/json.ts';
import { isJsonObject, type Json } from '../../core/json.ts';

/** Finds the values at a path, in order; none when the path leads nowhere. */
export type Find = (value: Json) => readonly Json[];

/**
 * Reads the kind of JSONPath that columns of CustomResourceDefinitions are written in: `.spec.replicas`, `.spec.ports[0].name`, `.spec.hosts[*]`,
 * `.metadata.labels.app\.kubernetes\.io/name`, `.metadata.labels['a.b']`, `.status.conditions[?(@.type=="Ready")].status`.
 *
 * @returns how to find the values, or undefined when the path is in any other form
 * @see https://kubernetes.io/docs/reference/kubectl/jsonpath/
 */
export function readJsonPath(path: string): Find | undefined {
  const steps: Find[] = [];
  let rest = path.startsWith('$') ? path.slice(1) : path;
  while (rest !== '') {
    const form = FORMS.find(({ pattern }) => pattern.test(rest));
    const match = form?.pattern.exec(rest);
    if (form === undefined || !match) return undefined;
    const step = form.step(match);
    if (step === undefined) return undefined;
    steps.push(step);
    rest = rest.slice(match[0].length);
  }
  return (value) => steps.reduce<readonly Json[]>((found, step) => found.flatMap(step), [value]);
}

interface Form {
  readonly pattern: RegExp;
  readonly step: (match: RegExpExecArray) => Find | undefined;
}

const FORMS: readonly Form[] = [
  { pattern: /^\.?\[\*\]|^\.\*/, step: () => everyEntry },
  { pattern: /^\.?\[(-?\d+)\]/, step: ([, index]) => entryAt(Number(index)) },
  { pattern: /^\.?\['((?:\\.|[^'\\])*)'\]/, step: ([, name = '']) => memberNamed(unescaped(name)) },
  { pattern: /^\.?\[\?\(([^()]*)\)\]/, step: ([, condition = '']) => entriesWhere(condition) },
  { pattern: /^\.((?:\\.|[^.[\]\\])+)/, step: ([, name = '']) => memberNamed(unescaped(name)) },
];

function memberNamed(name: string): Find {
  return (value) => {
    const member = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    return member === undefined ? [] : [member];
  };
}

function everyEntry(value: Json): readonly Json[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : [];
}

function entryAt(index: number): Find {
  return (value) => {
    const entry: Json | undefined = Array.isArray(value) ? value.at(index) : undefined;
    return entry === undefined ? [] : [entry];
  };
}

const CONDITION = /^\s*@((?:\.[^\s=!<>]+)?)\s*(?:(==|!=)\s*(?:"([^"]*)"|'([^']*)'|(true|false|-?\d+(?:\.\d+)?)))?\s*$/;

function entriesWhere(condition: string): Find | undefined {
  const [match, path = '', operator, inDouble, inSingle, bare = ''] = CONDITION.exec(condition) ?? [];
  const find = match === undefined ? undefined : readJsonPath(path);
  if (find === undefined) return undefined;
  const wanted: Json = inDouble ?? inSingle ?? (bare === '' ? '' : (JSON.parse(bare) as Json));
  return (value) => everyEntry(value).filter((entry) => holds(find(entry), operator, wanted));
}

/** Without an operator it is enough that something is there. */
function holds(found: readonly Json[], operator: string | undefined, wanted: Json): boolean {
  const [first] = found;
  if (first === undefined) return false;
  if (operator === undefined) return true;
  return (first === wanted) === (operator === '==');
}

function unescaped(name: string): string {
  return name.replaceAll(/\\(.)/g, '$1');
}

/** A value as a column of texts shows it: objects and lists as JSON. */
export function printed(value: Json): string {
  if (value === null) return '<nil>';
  return typeof value === 'string' ? value : marshalJson(value);
}
