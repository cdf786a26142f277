import type { Labels } from '../../src/simulator/workload/series/labels.ts';
import type { Sample } from '../../src/simulator/workload/series/series.ts';

/** A series with the samples that a Prometheus is to have; one whose value is undefined says that the series ended. */
export interface Written {
  readonly labels: Labels;
  readonly samples: readonly { readonly at: number; readonly value: number | undefined }[];
}

/**
 * Sends samples to a Prometheus that takes them (protocol `remote_write` 1.0: protocol buffers in Snappy's block format).
 *
 * @throws Error with its answer when it refuses them
 */
export async function remoteWrite(address: string, series: readonly Written[]): Promise<void> {
  const body = snappy(Buffer.concat(series.map((one) => member(1, seriesMessage(one)))));
  const answer = await fetch(`${address}/api/v1/write`, {
    method: 'POST',
    headers: { 'content-encoding': 'snappy', 'content-type': 'application/x-protobuf' },
    body: new Uint8Array(body),
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
}

/** What a Prometheus would have scraped of a series: its samples, and its end where one is missing. */
export function scraped(labels: Labels, samples: readonly Sample[], intervalMs: number, end: number): Written {
  const marked = samples.flatMap((sample, i) => {
    const next = samples[i + 1]?.at ?? Number.POSITIVE_INFINITY;
    const missing = sample.at + intervalMs;
    return next > missing && missing <= end ? [sample, { at: missing, value: undefined }] : [sample];
  });
  return { labels, samples: marked };
}

function seriesMessage({ labels, samples }: Written): Buffer {
  return Buffer.concat([
    ...[...labels].map(([name, value]) =>
      member(1, Buffer.concat([member(1, Buffer.from(name)), member(2, Buffer.from(value))])),
    ),
    ...samples.map(({ at, value }) =>
      member(2, Buffer.concat([Buffer.from([0x09]), double(value), Buffer.from([0x10]), varint(at)])),
    ),
  ]);
}

/** Prometheus marks the end of a series with this one NaN. */
const STALE = 0x7ff0000000000002n;

function double(value: number | undefined): Buffer {
  const bytes = Buffer.alloc(8);
  if (value === undefined) bytes.writeBigUInt64LE(STALE);
  else bytes.writeDoubleLE(value);
  return bytes;
}

/** A member of a message, of variable length. */
function member(number: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(content.length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = BigInt(value);
  while (left >= 0x80n) {
    bytes.push(Number(left & 0x7fn) | 0x80);
    left >>= 7n;
  }
  return Buffer.from([...bytes, Number(left)]);
}

const LONGEST_LITERAL = 1 << 16;

/** Everything as it is: the format allows not to compress. */
function snappy(content: Buffer): Buffer {
  const parts = [varint(content.length)];
  for (let at = 0; at < content.length; at += LONGEST_LITERAL) {
    const literal = content.subarray(at, at + LONGEST_LITERAL);
    const length = Buffer.alloc(2);
    length.writeUInt16LE(literal.length - 1);
    parts.push(Buffer.from([61 << 2]), length, literal);
  }
  return Buffer.concat(parts);
}
