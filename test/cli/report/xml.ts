/** An element of XML with what stands in it. */
export interface Tag {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Tag[];
  text: string;
}

const PIECES = /<\?xml[^>]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w.-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ENTITY = /&(amp|lt|gt|quot|apos);/g;
const CHARACTERS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads the plain XML of reports, strictly: whatever is not well-formed throws. */
export function readXml(xml: string): Tag {
  const top: Tag = { name: '', attributes: {}, children: [], text: '' };
  const open: Tag[] = [top];
  let end = 0;
  for (const piece of xml.matchAll(PIECES)) {
    const [whole, closed, opened, attributes = '', selfClosed, text] = piece;
    const inside = open.at(-1);
    if (inside === undefined) throw new Error('text after the end');
    end = piece.index + whole.length;
    if (text !== undefined) inside.text += decoded(text);
    if (opened !== undefined) {
      const tag: Tag = { name: opened, attributes: attributesIn(attributes), children: [], text: '' };
      inside.children.push(tag);
      if (selfClosed === '') open.push(tag);
    }
    if (closed !== undefined && open.pop()?.name !== closed) throw new Error(`</${closed}> closes nothing`);
  }
  if (end !== xml.length) throw new Error(`not well-formed at ${JSON.stringify(xml.slice(end, end + 40))}`);
  const [root] = top.children;
  if (open.length !== 1 || root === undefined || top.children.length !== 1) throw new Error('not one whole element');
  return root;
}

function attributesIn(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decoded(value)]),
  );
}

function decoded(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot|apos);)/.test(text)) throw new Error(`a bare & in ${JSON.stringify(text)}`);
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new Error('a character that XML forbids');
  return text.replace(ENTITY, (_whole, name: string) => CHARACTERS[name] ?? '');
}
