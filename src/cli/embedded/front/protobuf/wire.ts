/** One field of a message as it stands in the bytes. */
export interface WireField {
  readonly number: number;
  /** A whole number, or bytes that the message's shape gives a meaning. */
  readonly value: bigint | Buffer;
}

const VARINT = 0;
const BYTES = 2;

/**
 * The fields of a message in the order of the bytes.
 *
 * @throws Error when the bytes are no message; fixed-width numbers, which no Kubernetes object has, are not read
 * @see https://protobuf.dev/programming-guides/encoding/
 */
export function fieldsIn(bytes: Buffer): readonly WireField[] {
  const reader = new Reader(bytes);
  const fields: WireField[] = [];
  while (!reader.isAtEnd) {
    const key = Number(reader.varint());
    const number = key >>> 3;
    const type = key & 7;
    if (type !== VARINT && type !== BYTES) throw new Error(`field ${number} has the wire type ${type}`);
    fields.push({ number, value: type === VARINT ? reader.varint() : reader.bytes() });
  }
  return fields;
}

/** Longest form of a number of 64 bits. */
const LONGEST_VARINT = 10;

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Seven bits a byte, the lowest first; all bytes but the last are marked. */
  varint(): bigint {
    let value = 0n;
    for (let read = 0; read < LONGEST_VARINT; read += 1) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new Error('the message is cut off');
      this.#at += 1;
      value |= BigInt(byte & 0x7f) << BigInt(7 * read);
      if (byte < 0x80) return BigInt.asIntN(64, value);
    }
    throw new Error('a number is too long');
  }

  bytes(): Buffer {
    const length = Number(this.varint());
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) throw new Error('the message is cut off');
    const bytes = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return bytes;
  }
}
