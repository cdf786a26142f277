import { Gauge, type Registry } from 'prom-client';

/** One series: its labels, and its value. */
export interface Row {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a gauge tells of objects. */
export interface ObjectGaugeOptions {
  readonly name: string;
  readonly help: string;
  /** The series as they are now. Asked at each scrape, so that nothing is kept of objects that are gone. */
  readonly rows: () => readonly Row[];
}

/** A gauge whose series are made of what is there at the moment somebody looks. */
class ObjectGauge extends Gauge {
  readonly #rows: ObjectGaugeOptions['rows'];

  constructor({ name, help, rows }: ObjectGaugeOptions) {
    super({ name, help, registers: [] });
    this.#rows = rows;
  }

  override async get(): ReturnType<Gauge['get']> {
    const values = this.#rows().map(({ labels, value }) => ({ labels, value }));
    return { ...(await super.get()), values };
  }
}

/** Adds a gauge whose series are made at each scrape. */
export function registerObjectGauge(registry: Registry, options: ObjectGaugeOptions): void {
  registry.registerMetric(new ObjectGauge(options));
}

/** One series for each phase there is, at 1 for the one that holds. */
export function phaseRows(labels: Row['labels'], phases: readonly string[], current: string): readonly Row[] {
  return phases.map((phase) => ({ labels: { ...labels, phase }, value: phase === current ? 1 : 0 }));
}
