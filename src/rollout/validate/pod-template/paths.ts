import { errorIf, type FieldError, invalid } from '../field-error.ts';

/** An error for a path that climbs: one with a part `..`. */
export function climbErrors(path: string, field: string): readonly FieldError[] {
  return errorIf(path.split('/').includes('..'), invalid(field, path, "must not contain '..'"));
}

/** Errors for a path that could lead out of the folder it is meant for. */
export function descendingErrors(path: string, field: string): readonly FieldError[] {
  const absolute = errorIf(path.startsWith('/'), invalid(field, path, 'must be a relative path'));
  return [...absolute, ...climbErrors(path, field)];
}

/** As `descendingErrors`; names that begin with `..` are taken by Kubernetes itself. */
export function ownFileErrors(path: string, field: string): readonly FieldError[] {
  const isReserved = path.startsWith('..') && !path.startsWith('../');
  return [...descendingErrors(path, field), ...errorIf(isReserved, invalid(field, path, "must not start with '..'"))];
}

/** An error for a mode that is no set of permissions. */
export function modeErrors(mode: number | undefined, field: string): readonly FieldError[] {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return [];
  return [invalid(field, mode, 'must be a number between 0 and 0777 (octal), both inclusive')];
}
