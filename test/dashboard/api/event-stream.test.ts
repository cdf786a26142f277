import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventReader, type StreamEvent } from '../../../src/dashboard/api/event-stream.ts';

const STREAM =
  'retry: 2000\n\nid: 1\ndata: {"a":1}\n\n:\n\nid: 2\r\nevent: news\r\ndata: one\r\ndata:two\r\n\r\ndata\n\nid: 3\ndata: last';

const EVENTS: readonly StreamEvent[] = [
  { id: '1', event: 'message', data: '{"a":1}' },
  { id: '2', event: 'news', data: 'one\ntwo' },
  { event: 'message', data: '' },
];

it('events are read out of a stream, and what is not whole is no event', () => {
  expect(createEventReader().read(STREAM)).toEqual(EVENTS);
});

it('a stream says the same wherever it was cut', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(STREAM.length)), (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), STREAM.length];
      const reader = createEventReader();
      const events = places.slice(1).flatMap((end, index) => reader.read(STREAM.slice(places[index], end)));
      expect(events).toEqual(EVENTS);
    }),
  );
});
