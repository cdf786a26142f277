import { type TSchemaOptions, Type } from 'typebox';

/** What a text must be beyond being a text: `check/formats.ts` says in words what is wrong with one that is not. */
export type Format =
  | 'uuid'
  | 'namespace'
  | 'name'
  | 'go-duration'
  | 'http-url'
  | 'label-name'
  | 'label-value'
  | 'label'
  | 'verdicts'
  | 'wait';

interface TextOptions extends TSchemaOptions {
  /** For clients; we go by the format. */
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** A text of a format. */
export function formatted(format: Format, options: TextOptions) {
  return Type.String({ format, ...options });
}

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const QUALIFIED = '[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?';

export const NamespaceSchema = formatted('namespace', {
  description: 'A namespace: a DNS label. It exists once something is in it.',
  pattern: `^${LABEL}$`,
  maxLength: 63,
  examples: ['team-a'],
});

export const NameSchema = formatted('name', {
  description: 'The name of a template: a DNS subdomain.',
  pattern: `^${SUBDOMAIN}$`,
  maxLength: 253,
  examples: ['success-rate'],
});

export const RunIdSchema = formatted('uuid', {
  description: 'The id of a run.',
  pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$',
  examples: ['0b0ef0c5-7ad9-4c0f-9d30-3a3e3f6d4f6a'],
});

/** A Go duration above zero. */
export function duration(description: string) {
  return formatted('go-duration', {
    description: `${description} A Go duration, such as 90s or 1h30m.`,
    pattern:
      '^[+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)(([0-9]+\\.?[0-9]*|\\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))*$',
    maxLength: 64,
    examples: ['10m'],
  });
}

/** A moment as we write it. */
export function moment(description: string) {
  return Type.String({ format: 'date-time', description: `${description} RFC 3339 in UTC, with milliseconds.` });
}

/** Labels by Kubernetes' rules. */
export const LabelsSchema = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  description: "Labels by Kubernetes' rules, by which runs are found.",
  propertyNames: formatted('label-name', { pattern: `^(${SUBDOMAIN}/)?${QUALIFIED}$`, maxLength: 317 }),
  additionalProperties: formatted('label-value', { pattern: `^(${QUALIFIED})?$`, maxLength: 63 }),
  maxProperties: 64,
  examples: [{ team: 'checkout', commit: '4c84d07' }],
});

/** Values for the arguments of templates, by name. */
export const ArgumentsSchema = Type.Unsafe<Readonly<Record<string, string>>>({
  type: 'object',
  description:
    'Values for the arguments of the template, by name. All are texts. Never a secret: those come from where the service keeps them.',
  propertyNames: Type.String({ minLength: 1, maxLength: 253 }),
  additionalProperties: Type.String({ maxLength: 65_536 }),
  maxProperties: 256,
  examples: [{ service: 'checkout' }],
});
