import { compileRegexp } from '../core/go/regexp.ts';

/** Whether a dry-run or retention rule matches somewhere in a name. RE2's language; a rule that is no expression matches nothing. */
export function matchesRule(rule: string, name: string): boolean {
  try {
    return compileRegexp(rule).matches(name);
  } catch {
    return false;
  }
}
