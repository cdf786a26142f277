import type { ReactElement, ReactNode } from 'react';

/** A line of text with its name above, and below what it is for or what is wrong with it. */
export function TextField({
  id,
  label,
  hint,
  wrong,
  value,
  placeholder,
  isRequired = false,
  change,
}: {
  readonly id: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly wrong: string | undefined;
  readonly value: string;
  readonly placeholder?: string;
  readonly isRequired?: boolean;
  readonly change: (value: string) => void;
}): ReactElement {
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {isRequired && <span className="required"> required</span>}
      </label>
      <input
        className="input"
        id={id}
        value={value}
        placeholder={placeholder}
        onChange={({ target }) => change(target.value)}
        required={isRequired}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-said`}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <p className={wrong === undefined ? 'hint' : 'wrong'} id={`${id}-said`}>
        {wrong ?? hint}
      </p>
    </div>
  );
}
