/** Bytes of one value in DER, the form that certificates are written in (ITU-T X.690): tag, length, content. */
function tagged(tag: number, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOf(inside), inside]);
}

/** Short lengths are one byte; longer ones are preceded by how many bytes they take. */
function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}

/** The values of DER that a certificate needs, each as its bytes. */
export const der = {
  sequence: (...members: readonly Buffer[]): Buffer => tagged(0x30, ...members),
  set: (...members: readonly Buffer[]): Buffer => tagged(0x31, ...members),
  /** A whole number that is not negative, given by its bytes. */
  integer: (bytes: Buffer): Buffer => tagged(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.from([0]) : Buffer.alloc(0), bytes),
  yes: (): Buffer => tagged(0x01, Buffer.from([0xff])),
  /** @param dotted  such as `2.5.4.3` */
  objectId,
  utf8: (text: string): Buffer => tagged(0x0c, Buffer.from(text)),
  /** @param text  `YYMMDDhhmmssZ`; years below 50 are of this century */
  utcTime: (text: string): Buffer => tagged(0x17, Buffer.from(text)),
  /** @param unused  how many bits at the end are not part of it */
  bits: (bytes: Buffer, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), bytes),
  octets: (bytes: Buffer): Buffer => tagged(0x04, bytes),
  /** A member that is known by its number, around other values. */
  numbered: (number: number, ...members: readonly Buffer[]): Buffer => tagged(0xa0 + number, ...members),
  /** A choice that is known by its number, of plain bytes. */
  choice: (number: number, bytes: Buffer): Buffer => tagged(0x80 + number, bytes),
} as const;

function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(inSevens)]));
}

/** A number in groups of seven bits, all but the last marked. */
function inSevens(number: number): readonly number[] {
  const groups = [number & 0x7f];
  for (let left = number >> 7; left > 0; left >>= 7) groups.unshift((left & 0x7f) | 0x80);
  return groups;
}
