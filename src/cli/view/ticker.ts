/** Calls back again and again until the function it returns is called. Handed over, so that tests tick by hand. */
export type Ticker = (onTick: () => void) => () => void;

/** A tick a second of real time. Does not keep the process alive. */
export const everySecond: Ticker = (onTick) => {
  const timer = setInterval(onTick, 1000);
  timer.unref();
  return () => clearInterval(timer);
};
