import { withRegexpsUpTo } from '../core/go/regexp.ts';
import type { SyntaxCheck } from '../resources/checks/check-metric.ts';
import type { Source } from '../resources/document.ts';
import { type DocumentsRead, readDocuments } from '../resources/read-documents.ts';
import { withSyntaxCheck } from '../runner/begin/syntax-check.ts';
import { REGEXP_PARTS, RUN_LIMITS } from './run-limits.ts';

/** Looks at conditions in JSONata. Where there is none: in this thread. */
export type JsonataCheck = Parameters<typeof withSyntaxCheck>[1];

/** Reads a template as the command line does, but for conditions and regular expressions beyond what one may have: they are problems, and not looked at. */
export function readBounded(source: Source, jsonata?: JsonataCheck): Promise<DocumentsRead> {
  return withSyntaxCheck(
    (check) => withRegexpsUpTo(REGEXP_PARTS, () => readDocuments([source], upTo(RUN_LIMITS.conditions.most, check))),
    jsonata,
  );
}

/** Checks conditions as long as there are not too many characters in all: it takes the most of what reading a template takes. */
function upTo(most: number, check: SyntaxCheck): SyntaxCheck {
  let characters = 0;
  return (text, language) => {
    characters += text.length;
    if (characters <= most) return check(text, language);
    return { message: `the conditions of a template may have ${most} characters in all`, offset: 0 };
  };
}
