/** Resolves as soon as a condition holds, or when what could make it hold is over. */
export async function until(condition: () => boolean, over: Promise<unknown>): Promise<void> {
  const state = { isOver: false };
  const end = (): void => {
    state.isOver = true;
  };
  void over.then(end, end);
  while (!condition() && !state.isOver) {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
}
