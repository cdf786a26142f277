import type { Fields } from '../../../rollout/reading/fields.ts';
import type { ApiKind } from '../../api/kind.ts';
import { builtIn } from '../built-in-kind.ts';
import { nameColumn, sinceText, textColumn, wide } from '../columns/shared-columns.ts';
import { eventErrors } from './event-errors.ts';

export const events: ApiKind = builtIn({
  group: '',
  version: 'v1',
  kind: 'Event',
  plural: 'events',
  shortNames: ['ev'],
  isNamespaced: true,
  hasStatus: false,
  selectable: {
    ...Object.fromEntries(
      ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'].map((member) => [
        `involvedObject.${member}`,
        ['involvedObject', member],
      ]),
    ),
    reason: ['reason'],
    reportingComponent: ['reportingComponent'],
    source: ['source', 'component'],
    type: ['type'],
  },
  errorsOf: eventErrors,
  columns: [
    textColumn('Last Seen', 'When it happened last.', lastSeen),
    textColumn('Type', 'Normal or Warning.', (event) => event.text('type')),
    textColumn('Reason', 'What happened, in one word.', (event) => event.text('reason')),
    textColumn('Object', 'What it happened to.', target),
    wide(
      textColumn('Subobject', 'Which part it happened to.', (event) => event.below('involvedObject').text('fieldPath')),
    ),
    wide(textColumn('Source', 'Who told it.', source)),
    textColumn('Message', 'What happened, in a sentence.', (event) => event.text('message').trim()),
    wide(textColumn('First Seen', 'When it happened first.', firstSeen)),
    wide(textColumn('Count', 'How often it happened.', count)),
    wide(nameColumn),
  ],
});

function firstSeen(event: Fields, ageAt: number): string {
  return sinceText(event.text('firstTimestamp') || event.text('eventTime'), ageAt);
}

function lastSeen(event: Fields, ageAt: number): string {
  if (event.has('series')) return sinceText(event.below('series').text('lastObservedTime'), ageAt);
  const last = event.text('lastTimestamp');
  return last === '' ? firstSeen(event, ageAt) : sinceText(last, ageAt);
}

function count(event: Fields): number {
  if (event.has('series')) return event.below('series').whole('count') ?? 0;
  // What the newer API writes has no count where it happened once.
  return event.whole('count') || 1;
}

function target(event: Fields): string {
  const involved = event.below('involvedObject');
  const kind = involved.text('kind').toLowerCase();
  return involved.text('name') === '' ? kind : `${kind}/${involved.text('name')}`;
}

function source(event: Fields): string {
  const told = event.below('source');
  const component = told.text('component') || event.text('reportingComponent');
  const instance = told.text('host') || event.text('reportingInstance');
  return instance === '' ? component : `${component}, ${instance}`;
}
