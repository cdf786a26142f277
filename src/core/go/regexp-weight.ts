/** An element of a regular expression that is read as one, however it is written. What is not closed goes on to the end: it is no expression. */
const ELEMENT =
  /\\Q.*?(?:\\E|$)|\\[pP](?:\{[^}]*\}?|.)|\\.|\[\^?\]?(?:\\.|\[:\^?\w{1,9}:\]|[^\]\\])*\]?|\{(\d+)(?:,(\d*))?\}|./gsu;

/** What finding the characters of a Unicode class takes, in parts; however often it is repeated. */
const UNICODE_CLASS = 70;

/** Of a sequence: how many parts it is compiled to, and its last element, which a repetition is about. */
interface Sequence {
  parts: number;
  last: number;
}

/**
 * About how many parts a regular expression is compiled to, hardly ever less than it is; a thousand repetitions are a thousand times as many.
 * Takes as long as the text is, whatever stands there, and says something of every text: whether it is an expression is for others to say.
 */
export function regexpWeight(text: string): number {
  let classes = 0;
  const outer: Sequence[] = [];
  let inner: Sequence = { parts: 0, last: 0 };
  const add = (parts: number): void => {
    inner.parts += parts;
    inner.last = parts;
  };
  for (const [element, from, to] of text.matchAll(ELEMENT)) {
    if (element === '(') {
      outer.push(inner);
      inner = { parts: 2, last: 0 };
    } else if (element === ')') {
      const { parts } = inner;
      inner = outer.pop() ?? { parts: 0, last: 0 };
      add(parts);
    } else if (from !== undefined) {
      const times = Math.max(1, Number(from), Number(to ?? 0));
      // Those that may be there or not take a part to decide it.
      inner.parts += inner.last * (times - 1) + times;
    } else {
      classes += isUnicodeClass(element) ? UNICODE_CLASS : 0;
      add(element.startsWith('\\Q') ? element.length : 1);
    }
  }
  return outer.reduce((sum, { parts }) => sum + parts, inner.parts + classes);
}

function isUnicodeClass(element: string): boolean {
  return /\\[pP]/u.test(element);
}
