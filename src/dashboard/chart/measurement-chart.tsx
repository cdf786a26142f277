import { type ReactElement, useEffect, useEffectEvent, useRef } from 'react';
import { type Chart, type ChartModel, createChart } from './create-chart.ts';

/** A chart of measurements. For those who cannot see or point, the strip of phases beside it says and does the same. */
export function MeasurementChart({
  model,
  label,
  onSelect,
  onPoint,
}: {
  readonly model: ChartModel;
  /** What is to be seen, in a sentence. */
  readonly label: string;
  readonly onSelect: (index: number) => void;
  readonly onPoint: (index: number | undefined) => void;
}): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart>(undefined);
  const select = useEffectEvent(onSelect);
  const point = useEffectEvent(onPoint);
  const first = useRef(model);
  useEffect(() => {
    if (host.current === null) return undefined;
    const drawn = createChart(host.current, first.current, {
      select: (index) => select(index),
      point: (index) => point(index),
    });
    chart.current = drawn;
    const unhear = hearOfThemes(() => drawn.repaint());
    return () => {
      unhear();
      drawn.destroy();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    first.current = model;
    chart.current?.show(model);
  }, [model]);
  return <div className="chart" ref={host} role="img" aria-label={label} />;
}

function hearOfThemes(hear: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  document.addEventListener('themechange', hear);
  system.addEventListener('change', hear);
  return () => {
    document.removeEventListener('themechange', hear);
    system.removeEventListener('change', hear);
  };
}
