import type uPlot from 'uplot';
import { thresholdLabel } from '../condition/threshold-label.ts';
import type { Threshold } from '../condition/thresholds.ts';

import type { Palette } from './palette.ts';

const TINT = 0.09;

/** Draws what a condition allows: a dashed line at its bound, a tint where a value alone is against the release, and the bound in words. */
export function drawThresholds(chart: uPlot, thresholds: readonly Threshold[], palette: Palette): void {
  const { ctx } = chart;
  ctx.save();
  const labels: Label[] = [];
  for (const threshold of thresholds) {
    const y = chart.valToPos(threshold.bound, 'y', true);
    drawTint(chart, threshold, y, palette);
    drawLine(chart, { threshold, y, labels }, palette);
  }
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

/** Where a label ends, and the height at which it stands. */
interface Label {
  readonly y: number;
  readonly end: number;
}

interface Line {
  readonly threshold: Threshold;
  readonly y: number;
  /** Those that stand already. */
  readonly labels: Label[];
}

function drawLine({ ctx, bbox }: uPlot, { threshold, y, labels }: Line, palette: Palette): void {
  const ratio = devicePixelRatio;
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  const isBeyond = y < top || y > bottom;
  const colour = palette.tones[threshold.badTone];
  if (!isBeyond) {
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  const isRoomAbove = y - top > 20 * ratio;
  ctx.fillStyle = colour;
  ctx.font = `600 ${11 * ratio}px ${palette.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = isRoomAbove ? 'bottom' : 'top';
  const beside = Math.min(Math.max(y, top), bottom) + (isRoomAbove ? -4 : 4) * ratio;
  const text = `${isBeyond ? (y < top ? '↑ ' : '↓ ') : ''}${thresholdLabel(threshold)}`;
  // Two bounds may be the same one, or nearly: their words stand one after the other.
  const inTheWay = labels.filter((label) => Math.abs(label.y - beside) < 13 * ratio).map(({ end }) => end);
  const x = Math.max(bbox.left - 6 * ratio, ...inTheWay) + 12 * ratio;
  ctx.fillText(text, x, beside);
  labels.push({ y: beside, end: x + ctx.measureText(text).width });
}
