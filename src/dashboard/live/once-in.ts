/** Something that is done a while after it was asked for, once, however often that was. */
export interface OnceIn {
  ask(): void;
  /** What was asked for is not done any more. */
  stop(): void;
}

export function onceIn(ms: number, act: () => void): OnceIn {
  let alarm: ReturnType<typeof setTimeout> | undefined;
  return {
    ask() {
      alarm ??= setTimeout(() => {
        alarm = undefined;
        act();
      }, ms);
    },
    stop() {
      clearTimeout(alarm);
      alarm = undefined;
    },
  };
}
