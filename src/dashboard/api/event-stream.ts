/** One event of a stream. */
export interface StreamEvent {
  /** Absent when the event had none. */
  readonly id?: string;
  readonly event: string;
  readonly data: string;
}

/** A stream of events that is read piece by piece. */
export interface EventReader {
  /** Takes the next piece of text, wherever it was cut, and gives the events that are whole now. Comments and heartbeats give none. */
  read(piece: string): readonly StreamEvent[];
}

/** Reads `text/event-stream`. @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export function createEventReader(): EventReader {
  let rest = '';
  return {
    read(piece) {
      // A carriage return at the end may be half of a line's end.
      const text = rest + piece;
      const usable = text.endsWith('\r') ? text.slice(0, -1) : text;
      const blocks = usable.replaceAll(/\r\n?/g, '\n').split('\n\n');
      rest = (blocks.pop() ?? '') + (text.endsWith('\r') ? '\r' : '');
      return blocks.flatMap(eventIn);
    },
  };
}

function eventIn(block: string): readonly StreamEvent[] {
  const fields = block.split('\n').map(fieldIn);
  const data = fields.filter(({ name }) => name === 'data').map(({ value }) => value);
  if (data.length === 0) return [];
  const id = fields.findLast(({ name }) => name === 'id')?.value;
  const event = fields.findLast(({ name }) => name === 'event')?.value ?? 'message';
  return [{ ...(id !== undefined && { id }), event, data: data.join('\n') }];
}

function fieldIn(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  return { name: line.slice(0, colon), value: line.slice(colon + 1).replace(/^ /, '') };
}
