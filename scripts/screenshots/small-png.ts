import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const MOST_COLOURS = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each, line by line. */
  readonly rgb: Buffer;
}

/**
 * Makes a screenshot several times smaller: of its colours the 256 that stand for most of it are kept, and the others, most of them in
 * the edges of letters, become the nearest of those.
 *
 * @param png with 8 bits for red, green and blue (and alpha), as browsers write it
 */
export function smallPng(png: Buffer): Buffer {
  const pixels = read(png);
  const palette = paletteOf(pixels.rgb);
  const lines = Buffer.alloc((pixels.width + 1) * pixels.height);
  const known = new Map<number, number>();
  for (let pixel = 0; pixel < pixels.width * pixels.height; pixel += 1) {
    const colour = pixels.rgb.readUIntBE(pixel * 3, 3);
    const index = known.get(colour) ?? nearest(palette, colour);
    known.set(colour, index);
    // Each line begins with the number of its filter, 0 for none.
    lines[pixel + Math.floor(pixel / pixels.width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels.width, 0);
  header.writeUInt32BE(pixels.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND')]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

/** The colours that most pixels have, none of them almost another one that is kept already. */
function paletteOf(rgb: Buffer): readonly number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = rgb.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => colour);
  for (let apart = 0; ; apart += 12) {
    const kept: number[] = [];
    for (const colour of byCount) {
      const isNew = apart === 0 || kept.every((one) => distance(one, colour) > apart);
      if (isNew) kept.push(colour);
      if (kept.length > MOST_COLOURS) break;
    }
    if (kept.length <= MOST_COLOURS) return kept;
  }
}

function nearest(palette: readonly number[], colour: number): number {
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (const [index, one] of palette.entries()) {
    const far = distance(one, colour);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

/** Squared, as the eye weighs the three. */
function distance(one: number, other: number): number {
  const [red, green, blue] = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((other >> shift) & 255));
  return 2 * (red ?? 0) ** 2 + 4 * (green ?? 0) ** 2 + 3 * (blue ?? 0) ** 2;
}

function read(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const data: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = unfiltered(inflateSync(Buffer.concat(data)), width * channels, channels);
  if (channels === 3) return { width, height, rgb: bytes };
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel += 1) bytes.copy(rgb, pixel * 3, pixel * 4, pixel * 4 + 3);
  return { width, height, rgb };
}

/** Takes the filters off the lines. @see https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(raw: Buffer, lineLength: number, step: number): Buffer {
  const count = raw.length / (lineLength + 1);
  const bytes = Buffer.alloc(lineLength * count);
  for (let line = 0; line < count; line += 1) {
    const filter = raw[line * (lineLength + 1)] ?? 0;
    for (let column = 0; column < lineLength; column += 1) {
      const at = line * lineLength + column;
      const left = column < step ? 0 : (bytes[at - step] ?? 0);
      const up = line === 0 ? 0 : (bytes[at - lineLength] ?? 0);
      const upLeft = column < step || line === 0 ? 0 : (bytes[at - lineLength - step] ?? 0);
      bytes[at] = (raw[line * (lineLength + 1) + 1 + column] ?? 0) + predicted(filter, left, up, upLeft);
    }
  }
  return bytes;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, upLeft);
    default:
      return 0;
  }
}

function paeth(left: number, up: number, upLeft: number): number {
  const guess = left + up - upLeft;
  const [toLeft, toUp, toUpLeft] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - upLeft)];
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}
