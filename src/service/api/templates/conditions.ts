import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../../../core/fault.ts';
import type { Expected } from '../../store/store.ts';
import { refused } from '../check/refused.ts';

/** The ETag of a version. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * What has to be there before a write, as If-Match and If-None-Match say (RFC 9110 §13.1).
 *
 * @throws Fault REQUEST_INVALID for what is no ETag of ours, several of them, or both headers
 */
export function expectedOf(headers: IncomingHttpHeaders): Expected {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match !== undefined && noneMatch !== undefined)
    throw unclear('If-Match', 'only one of If-Match and If-None-Match');
  if (noneMatch !== undefined) {
    if (noneMatch.trim() !== '*') throw unclear('If-None-Match', '*, for a template that is not there yet');
    return { kind: 'none' };
  }
  if (match === undefined) return { kind: 'any' };
  const version = versionIn(match);
  if (version === undefined) throw unclear('If-Match', 'the ETag of the template as it was read, such as "3"');
  return { kind: 'version', version };
}

/** Whether what a reader has is still what is there (If-None-Match of a GET). */
export function isFresh(noneMatch: string | undefined, version: number): boolean {
  if (noneMatch === undefined) return false;
  return noneMatch.split(',').some((one) => one.trim() === '*' || versionIn(one.replace(/^\s*W\//, '')) === version);
}

/** The Fault for a write that expected something else. @param version of what is there; absent when nothing is */
export function conflict(name: string, expected: Expected, version: number | undefined): Fault {
  const there = version === undefined ? 'there is none' : `its ETag is ${etagOf(version)}`;
  const wanted =
    expected.kind === 'version' ? `ETag ${etagOf(expected.version)} was expected` : 'none was expected to be there';
  return new Fault('VERSION_CONFLICT', `template "${name}" was not changed: ${wanted}, but ${there}`);
}

function versionIn(text: string): number | undefined {
  const digits = /^\s*"(\d{1,15})"\s*$/.exec(text)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function unclear(header: string, expected: string): Fault {
  return refused('header', [{ pointer: header, detail: `${header}: expected ${expected}`, expected }]);
}
