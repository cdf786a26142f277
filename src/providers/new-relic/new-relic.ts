import { Fault } from '../../core/fault.ts';
import { marshalJson } from '../../core/go/json.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Reading } from '../../core/reading.ts';
import { NamedMap, TypedList } from '../../core/value.ts';
import type { Provider } from '../provider.ts';
import { nerdGraphRequest, readRows } from './nerdgraph.ts';
import { type NewRelicConfig, parseNewRelicConfig } from './new-relic-config.ts';

const ROW_TYPE = 'nrdb.NRDBResult';

/**
 * New Relic's NRQL by way of NerdGraph. One row is an object, several are a list of them.
 *
 * Unlike upstream's client it asks once: docs/decisions/0005-no-retries-inside-a-look.md.
 *
 * @see providers.md §7
 */
export const newRelic: Provider<NewRelicConfig> = {
  kind: 'newRelic',
  type: 'NewRelic',
  parse: parseNewRelicConfig,
  async measure(config, { http, signal }) {
    if (config.timeoutSeconds < 0) {
      const text = 'timeout value needs to be a positive value';
      throw new Fault('PROVIDER_CONFIG_INVALID', text, { field: 'newRelic.timeout' });
    }
    return readingOf(readRows(await http.send({ ...nerdGraphRequest(config), signal })));
  },
  describe: ({ query }) => (query === '' ? {} : { ResolvedNewRelicQuery: query }),
};

function readingOf(rows: readonly (JsonObject | null)[]): Reading {
  const [row, ...others] = rows;
  if (row !== undefined && others.length > 0) {
    return { kind: 'value', value: new TypedList(`[]${ROW_TYPE}`, rows.map(valueOf)), text: marshalJson(rows) };
  }
  if (!row || Object.keys(row).length === 0) {
    throw new Fault('PROVIDER_ANSWER_INVALID', 'no results returned from NRQL query');
  }
  return { kind: 'value', value: valueOf(row), text: marshalJson(row) };
}

function valueOf(row: JsonObject | null): NamedMap {
  return new NamedMap(ROW_TYPE, row ?? {});
}
