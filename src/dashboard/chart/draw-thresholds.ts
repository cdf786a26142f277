import type uPlot from 'uplot';
import { thresholdLabel } from '../condition/threshold-label.ts';
import type { Threshold } from '../condition/thresholds.ts';

import type { Palette } from './palette.ts';

const TINT = 0.09;

/** Draws what a condition allows: a dashed line at its bound, and a tint where a value alone is against the release. */
export function drawThresholds(chart: uPlot, thresholds: readonly Threshold[], palette: Palette): void {
  const { ctx } = chart;
  ctx.save();
  for (const threshold of thresholds) {
    const y = chart.valToPos(threshold.bound, 'y', true);
    drawTint(chart, threshold, y, palette);
    drawLine(chart, threshold, y, palette);
  }
  ctx.restore();
}

/** Writes the bounds in words, over everything else, since the curve is often where its bounds are. */
export function drawThresholdLabels(chart: uPlot, thresholds: readonly Threshold[], palette: Palette): void {
  const { ctx } = chart;
  const labels: Label[] = [];
  ctx.save();
  ctx.font = `600 ${11 * devicePixelRatio}px ${palette.font}`;
  ctx.textAlign = 'left';
  ctx.strokeStyle = palette.surface;
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.lineJoin = 'round';
  for (const threshold of thresholds) drawLabel(chart, threshold, labels, palette);
  ctx.restore();
}

function drawTint({ ctx, bbox }: uPlot, { badSide, badTone }: Threshold, y: number, palette: Palette): void {
  if (badSide === undefined) return;
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  const edge = Math.min(Math.max(y, top), bottom);
  ctx.globalAlpha = TINT;
  ctx.fillStyle = palette.tones[badTone];
  if (badSide === 'above') ctx.fillRect(bbox.left, top, bbox.width, edge - top);
  else ctx.fillRect(bbox.left, edge, bbox.width, bottom - edge);
  ctx.globalAlpha = 1;
}

function drawLine({ ctx, bbox }: uPlot, { badTone }: Threshold, y: number, palette: Palette): void {
  const ratio = devicePixelRatio;
  if (y < bbox.top || y > bbox.top + bbox.height) return;
  ctx.strokeStyle = palette.tones[badTone];
  ctx.lineWidth = 1.5 * ratio;
  ctx.setLineDash([6 * ratio, 4 * ratio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** Where a label ends, and the height at which it stands. */
interface Label {
  readonly y: number;
  readonly end: number;
}

function drawLabel(chart: uPlot, threshold: Threshold, labels: Label[], palette: Palette): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  const y = chart.valToPos(threshold.bound, 'y', true);
  const isRoomAbove = y - top > 20 * ratio;
  const beside = Math.min(Math.max(y, top), bottom) + (isRoomAbove ? -4 : 4) * ratio;
  const arrow = y < top ? '↑ ' : y > bottom ? '↓ ' : '';
  const text = `${arrow}${thresholdLabel(threshold)}`;
  // Two bounds may be the same one, or nearly: their words stand one after the other.
  const inTheWay = labels.filter((label) => Math.abs(label.y - beside) < 13 * ratio).map(({ end }) => end);
  const x = Math.max(bbox.left - 6 * ratio, ...inTheWay) + 12 * ratio;
  ctx.textBaseline = isRoomAbove ? 'bottom' : 'top';
  ctx.strokeText(text, x, beside);
  ctx.fillStyle = palette.tones[threshold.badTone];
  ctx.fillText(text, x, beside);
  labels.push({ y: beside, end: x + ctx.measureText(text).width });
}
