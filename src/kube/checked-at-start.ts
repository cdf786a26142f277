import type { Dispatcher } from 'undici';

/**
 * Connections that ask once more right before the first byte of a request goes out: until then it may have waited for a connection.
 *
 * @param check  what it throws comes back instead of an answer, and nothing is sent
 */
export function checkedAtStart(dispatcher: Dispatcher, check: () => void): Dispatcher {
  return dispatcher.compose((dispatch) => (options, handler) => {
    const start = handler.onRequestStart?.bind(handler);
    handler.onRequestStart = (controller, context) => {
      try {
        check();
      } catch (error) {
        controller.abort(error instanceof Error ? error : new Error(String(error)));
        return;
      }
      start?.(controller, context);
    };
    return dispatch(options, handler);
  });
}
