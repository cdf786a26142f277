import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef } from 'react';
import { clockTimeText } from '../../format/exact-time.ts';
import { phaseTone } from '../../format/tone.ts';
import { ToneSign } from '../../parts/icon.tsx';
import type { Point } from '../../series/points.ts';

/** More would be too narrow to be told apart: the newest are shown, and the arrow keys go on to the others. */
const MOST = 80;

/** A cell for each measurement in its phase's colour. One stop for the keyboard; arrow keys, Home and End choose the measurement. */
export function PhaseStrip({
  points,
  selected,
  onSelect,
  label,
}: {
  readonly points: readonly Point[];
  readonly selected: number;
  readonly onSelect: (index: number) => void;
  readonly label: string;
}): ReactElement {
  const id = useId();
  const first = Math.min(Math.max(0, points.length - MOST), selected);
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const cell = strip.current?.querySelector('[aria-selected="true"]');
    if (strip.current && cell) bringIntoSight(strip.current, cell);
  }, [selected]);
  const press = (event: KeyboardEvent): void => {
    const next = nextOf(event.key, selected, points.length);
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };
  return (
    <div
      className="strip"
      role="listbox"
      aria-orientation="horizontal"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={`${id}-${selected}`}
      onKeyDown={press}
      ref={strip}
    >
      {points.slice(first, first + MOST).map((point, index) => (
        <PhaseCell
          key={point.number}
          id={`${id}-${first + index}`}
          point={point}
          isSelected={first + index === selected}
          onSelect={() => onSelect(first + index)}
        />
      ))}
    </div>
  );
}

/** Scrolls the strip alone: the page stays where its reader is. */
function bringIntoSight(strip: Element, cell: Element): void {
  const [around, own] = [strip.getBoundingClientRect(), cell.getBoundingClientRect()];
  if (own.left < around.left) strip.scrollLeft -= around.left - own.left;
  else if (own.right > around.right) strip.scrollLeft += own.right - around.right + 4;
}

function PhaseCell({
  id,
  point,
  isSelected,
  onSelect,
}: {
  readonly id: string;
  readonly point: Point;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}): ReactElement {
  const tone = phaseTone(point.phase);
  return (
    // The strip around it takes the keys, as a listbox does.
    <div
      className="strip-cell"
      id={id}
      role="option"
      aria-selected={isSelected}
      aria-label={labelOf(point)}
      title={labelOf(point)}
      data-tone={tone}
      onClick={onSelect}
    >
      <ToneSign tone={tone} size={14} />
    </div>
  );
}

function labelOf({ number, at, phase, text }: Point): string {
  const value = text === undefined || text === '' ? '' : `, ${text.length > 60 ? `${text.slice(0, 59)}…` : text}`;
  return `Measurement ${number}, ${clockTimeText(at)}, ${phase === '' ? 'not begun' : phase}${value}`;
}

function nextOf(key: string, selected: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(0, selected - 1);
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(count - 1, selected + 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
