import { expect, it } from 'vitest';
import { createTerminalView } from '../../../src/cli/view/terminal-view.ts';
import { Screen } from '../support/screen.ts';
import { at, clockAt, reportOf, type Step } from '../support/story.ts';
import { release } from './release.ts';

/** A view on a screen, with a clock and a ticker that are moved by hand. */
function onScreen(columns = 80) {
  const screen = new Screen(columns);
  let second = 0;
  let tick: (() => void) | undefined;
  const view = createTerminalView(screen, {
    name: 'checkout-7d9f',
    clock: clockAt(() => at(second)),
    ticker(onTick) {
      tick = onTick;
      return () => {
        tick = undefined;
      };
    },
  });
  return {
    screen,
    view,
    show: ({ progress, explanation }: Step): void => {
      second = (progress.at - at(0)) / 1000;
      view.show(progress, explanation);
    },
    tickAt: (now: number): void => {
      second = now;
      tick?.();
    },
    isTicking: () => tick !== undefined,
  };
}

it('paints every step over the one before', () => {
  const { screen, show } = onScreen();
  for (const step of release.slice(0, 3)) show(step);
  expect(screen.picture).toEqual([
    'checkout-7d9f  ● Running  0:01  0 of 4 metrics decided',
    '● Running  success-rate          0.991  █ ≥ 0.95  1/5   in 0:10',
    '● Running  error-rate (dry run)  0.01   ▁ ≤ 0.05  1/10  in 0:12',
    '○ Pending  latenz-数据中心                        0/3   now',
    '○ Pending  smoke                                  0/1   in 1:29',
    '',
  ]);
});

it('lets the times go on between steps, and stops when the run ends', () => {
  const { screen, show, tickAt, view, isTicking } = onScreen();
  for (const step of release) show(step);
  tickAt(50);
  expect(screen.picture[0]).toBe('checkout-7d9f  ● Running  0:50  1 of 4 metrics decided');
  view.end(reportOf(release, 5));
  expect(isTicking()).toBe(false);
  expect(screen.picture.filter((line) => line.includes('checkout-7d9f'))).toHaveLength(1);
});

it('puts a note above the picture and leaves it there', () => {
  const { screen, show, view } = onScreen();
  for (const step of release.slice(0, 2)) show(step);
  view.note('stopping\u001b[2J…');
  for (const step of release.slice(2, 4)) show(step);
  expect(screen.picture[0]).toBe('stopping\\x1b[2J…');
  expect(screen.picture.filter((line) => line.includes('checkout-7d9f'))).toHaveLength(1);
});

it.each([20, 40, 60, 80, 120])('never wraps on a terminal of %i columns', (columns) => {
  const { screen, show } = onScreen(columns);
  for (const step of release) show(step);
  expect(screen.picture[0]).toMatch(/^checkout-7d9f/);
});

it('follows the terminal when it becomes narrower', () => {
  const { screen, show, tickAt } = onScreen(100);
  for (const step of release) show(step);
  screen.columns = 50;
  tickAt(42);
  expect(screen.picture.find((line) => line.includes('success-rate'))).toBe('✓  success-rate  0.99  5/5 · failed 1/1');
});
