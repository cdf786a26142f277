import { RE2JS } from 're2js';

/** Whether a dry-run or retention rule matches somewhere in a name. RE2's language; a rule that is no expression matches nothing. */
export function matchesRule(rule: string, name: string): boolean {
  try {
    return RE2JS.compile(rule).matcher(name).find();
  } catch {
    return false;
  }
}
