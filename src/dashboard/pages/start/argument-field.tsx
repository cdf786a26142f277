import type { ReactElement } from 'react';
import type { TemplateArgument } from '../../api/template.ts';
import { TextField } from './text-field.tsx';

/** An argument of a template. One that comes from a Secret is named, and cannot be typed in. */
export function ArgumentField({
  argument,
  value,
  wrong,
  change,
}: {
  readonly argument: TemplateArgument;
  readonly value: string;
  readonly wrong: string | undefined;
  readonly change: (value: string) => void;
}): ReactElement {
  const { name } = argument;
  const common = { id: `arg-${name}`, label: <code>{name}</code>, value, wrong, change };
  switch (argument.kind) {
    case 'secret':
      return (
        <div className="field">
          <p className="label">
            <code>{name}</code>
          </p>
          <p className={wrong === undefined ? 'hint' : 'wrong'}>
            {wrong ?? (
              <span>
                Comes from the Secret <code>{argument.secret}</code>, if this namespace was granted it.
              </span>
            )}
          </p>
        </div>
      );
    case 'optional':
      return (
        <TextField
          {...common}
          placeholder={argument.value}
          hint={
            <>
              Default <code>{argument.value === '' ? '""' : argument.value}</code>
            </>
          }
        />
      );
    case 'required':
      return (
        <TextField
          {...common}
          isRequired
          hint={argument.from !== undefined && `In a Rollout it comes from ${argument.from}.`}
        />
      );
  }
}
