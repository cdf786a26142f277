import type { News } from '../store.ts';

/** Those in this process who hear of what was done. */
export interface Listeners {
  listen(hear: (news: News) => void): () => void;
  /** Tells each of them, after whoever tells has gone on. */
  tell(news: readonly News[]): void;
}

export function listeners(): Listeners {
  const hearing = new Set<{ readonly hear: (news: News) => void }>();
  return {
    listen(hear) {
      const one = { hear };
      hearing.add(one);
      return () => hearing.delete(one);
    },
    tell(news) {
      if (news.length === 0) return;
      queueMicrotask(() => {
        for (const { hear } of hearing) news.forEach(hear);
      });
    },
  };
}
