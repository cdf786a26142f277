import { withRegexpsUpTo } from '../core/go/regexp.ts';
import type { SyntaxCheck } from '../resources/checks/check-metric.ts';
import type { Source } from '../resources/document.ts';
import { type DocumentsRead, readDocuments } from '../resources/read-documents.ts';
import { withSyntaxCheck } from '../runner/begin/syntax-check.ts';
import { REGEXP_PARTS, RUN_LIMITS } from './run-limits.ts';

/** How the templates of a namespace are read where many share a process. */
export interface Reading {
  /** Looks at conditions in JSONata. Absent: in this thread. */
  readonly jsonata?: Parameters<typeof withSyntaxCheck>[1];
  /** Resolves when it may be done, as it takes a moment. Absent: at once. */
  readonly pass?: () => Promise<void>;
}

/** Reads a template as the command line does, but for conditions and regular expressions beyond what one may have: they are problems, and not looked at. */
export async function readBounded(source: Source, { jsonata, pass }: Reading = {}): Promise<DocumentsRead> {
  await pass?.();
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
