import type uPlot from 'uplot';
import { phaseTone, type Tone } from '../format/tone.ts';
import type { Point } from '../series/points.ts';
import type { Palette } from './palette.ts';

/** Beyond this many, only what did not succeed has a mark: the line shows the others. */
const MOST_MARKS = 150;
const RADIUS = 4.5;
/** Beyond this many they are small, and shapes without lines in them: the others would hide what they mark. */
const CROWD = 300;
const SMALL_RADIUS = 2.2;

/** What is drawn over the line of a chart. */
export interface Marks {
  readonly points: readonly Point[];
  /** One for each point; null where it had none. */
  readonly numbers: readonly (number | null)[];
  /** Index of the measurement that is looked at. */
  readonly selected: number;
}

/** Draws a mark for each measurement in its phase's colour and shape; those without a number stand on the axis. */
export function drawMarks(chart: uPlot, marks: Marks, palette: Palette): void {
  const { ctx } = chart;
  const { points, selected } = marks;
  ctx.save();
  drawSelection(chart, marks, palette);
  for (const [index, point] of points.entries()) {
    const tone = phaseTone(point.phase);
    if (points.length > MOST_MARKS && tone === 'pass' && index !== selected) continue;
    const { x, y } = placeOf(chart, marks, index);
    const isSmall = points.length > CROWD && index !== selected;
    drawMark(ctx, { x, y, tone, size: (isSmall ? SMALL_RADIUS : RADIUS) * devicePixelRatio, isSmall }, palette);
  }
  ctx.restore();
}

function drawSelection(chart: uPlot, marks: Marks, palette: Palette): void {
  if (marks.points[marks.selected] === undefined) return;
  const { ctx, bbox } = chart;
  const { x, y } = placeOf(chart, marks, marks.selected);
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.fillStyle = palette.surface;
  ctx.beginPath();
  ctx.arc(x, y, 9 * devicePixelRatio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}

function placeOf(chart: uPlot, { points, numbers }: Marks, index: number): { readonly x: number; readonly y: number } {
  const number = numbers[index] ?? null;
  const floor = chart.bbox.top + chart.bbox.height;
  return {
    x: chart.valToPos((points[index]?.at ?? 0) / 1000, 'x', true),
    y: number === null ? floor : chart.valToPos(number, 'y', true),
  };
}

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
  readonly size: number;
  /** Bare, without an edge or a sign in it. */
  readonly isSmall: boolean;
}

function drawMark(ctx: CanvasRenderingContext2D, { x, y, tone, size, isSmall }: Mark, palette: Palette): void {
  ctx.fillStyle = palette.tones[tone];
  ctx.strokeStyle = palette.surface;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  shapeOf(ctx, { x, y, tone, size });
  ctx.closePath();
  ctx.fill();
  if (isSmall) return;
  ctx.stroke();
  if (tone !== 'fail') return;
  const arm = size * 0.5;
  ctx.beginPath();
  ctx.moveTo(x - arm, y - arm);
  ctx.lineTo(x + arm, y + arm);
  ctx.moveTo(x + arm, y - arm);
  ctx.lineTo(x - arm, y + arm);
  ctx.stroke();
}

/** The shapes of the signs beside words: round, octagon, diamond, triangle. */
function shapeOf(ctx: CanvasRenderingContext2D, { x, y, tone, size }: Omit<Mark, 'isSmall'>): void {
  const corners = CORNERS[tone];
  if (corners === undefined) {
    ctx.arc(x, y, size, 0, 2 * Math.PI);
    return;
  }
  const radius = size * 1.35;
  for (let corner = 0; corner < corners.count; corner += 1) {
    const angle = ((corner + corners.turn) / corners.count) * 2 * Math.PI - Math.PI / 2;
    ctx.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  }
}

const CORNERS: Partial<Record<Tone, { readonly count: number; readonly turn: number }>> = {
  fail: { count: 8, turn: 0.5 },
  undecided: { count: 4, turn: 0 },
  error: { count: 3, turn: 0 },
};
