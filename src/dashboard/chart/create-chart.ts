import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import { clockTimeText } from '../format/exact-time.ts';
import { numberText } from '../format/number-text.ts';
import type { Quantity } from '../series/quantities.ts';
import { verticalRange } from '../series/vertical-range.ts';
import { drawMarks, type Marks } from './draw-marks.ts';
import { drawThresholdLabels, drawThresholds } from './draw-thresholds.ts';
import { paletteOf } from './palette.ts';

const HEIGHT = 210;
/** Half the width of a chart that has a single moment. */
const ALONE_S = 30;

/** What a chart shows. */
export interface ChartModel extends Marks {
  readonly thresholds: Quantity['thresholds'];
}

/** What a chart tells. */
export interface ChartListener {
  /** A measurement was pressed. */
  readonly select: (index: number) => void;
  /** The pointer is nearest to this one, or has left. */
  readonly point: (index: number | undefined) => void;
}

export interface Chart {
  show(model: ChartModel): void;
  /** Draws it anew in the colours that count now. */
  repaint(): void;
  destroy(): void;
}

/** Draws measurements over time into an element, as wide as that is. */
export function createChart(host: HTMLElement, first: ChartModel, listener: ChartListener): Chart {
  let model = first;
  let palette = paletteOf(host);
  const axis = {
    stroke: () => palette.muted,
    font: `11px ${palette.font}`,
    grid: { stroke: () => palette.line, width: 1 },
    ticks: { show: false },
  };
  const options: uPlot.Options = {
    width: widthOf(host),
    height: HEIGHT,
    legend: { show: false },
    padding: [10, 12, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { range: () => timeRange(model) }, y: { range: () => [...verticalRange(model)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 28,
        space: 84,
        values: (_, moments) => moments.map((moment) => clockTimeText(moment * 1000)),
      },
      { ...axis, size: widthOfNumbers, values: (_, numbers) => numbers.map(numberText) },
    ],
    series: [{}, { stroke: () => palette.muted, width: 1.6, spanGaps: true, points: { show: false } }],
    hooks: {
      drawAxes: [(chart) => drawThresholds(chart, model.thresholds, palette)],
      draw: [
        (chart) => {
          drawMarks(chart, model, palette);
          drawThresholdLabels(chart, model.thresholds, palette);
        },
      ],
      setCursor: [({ cursor }) => listener.point(cursor.idx ?? undefined)],
      ready: [
        (chart) =>
          chart.over.addEventListener('click', () => chart.cursor.idx != null && listener.select(chart.cursor.idx)),
      ],
    },
  };
  const chart = new uPlot(options, columnsOf(model), host);
  const resized = new ResizeObserver(() => chart.setSize({ width: widthOf(host), height: HEIGHT }));
  resized.observe(host);
  return {
    show(next) {
      model = next;
      chart.setData(columnsOf(model));
    },
    repaint() {
      palette = paletteOf(host);
      chart.redraw(false, true);
    },
    destroy() {
      resized.disconnect();
      chart.destroy();
    },
  };
}

function widthOf(host: HTMLElement): number {
  return Math.max(host.clientWidth, 120);
}

function columnsOf({ points, numbers }: Marks): uPlot.AlignedData {
  return [points.map(({ at }) => at / 1000), [...numbers]];
}

/** All moments, with room at both ends for the marks. The library's own words for a single moment are the whole day after it. */
function timeRange({ points }: Marks): [number, number] {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [0, 1];
  const [from, to] = [first.at / 1000, last.at / 1000];
  const room = from === to ? ALONE_S : (to - from) * 0.03;
  return [from - room, to + room];
}

function widthOfNumbers(_: uPlot, numbers: readonly string[] | null): number {
  const longest = Math.max(0, ...(numbers ?? []).map(({ length }) => length));
  return 18 + longest * 7;
}
