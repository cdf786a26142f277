import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { after, type Instant, millisOf } from '../../../src/core/instant.ts';
import type { Cluster } from '../../../src/kube/cluster.ts';
import { follow, type Seen } from '../../../src/kube/watch/follow.ts';
import { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { clusterAt } from '../../support/cluster-at.ts';
import type { ServerAnswer } from '../../support/http-server.ts';

const PODS = { resource: { apiVersion: 'v1', kind: 'Pod', plural: 'pods' }, namespace: 'shop' };

describe('following', () => {
  it('lists page by page, then watches from there, and says what objects are', async () => {
    const bare = { metadata: { name: 'a', resourceVersion: '1', managedFields: [{ manager: 'x' }] } };
    const world = await followed({
      lists: [{ body: { metadata: { resourceVersion: '7', continue: 'more' }, items: [bare] } }, listOf('7', 'b')],
      watches: [events(event('MODIFIED', 'a', 8), event('DELETED', 'b', 9), event('BOOKMARK', '', 30)), hang],
    });
    expect(await world.next(7)).toEqual([
      'listing',
      'page a@1',
      'page b@1',
      'listed 7',
      'put a@8',
      'gone b@9',
      'bookmark @30',
    ]);
    expect(world.seen[1]).toEqual({
      kind: 'page',
      objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', resourceVersion: '1' } }],
    });
    const watch = world.asked()[2];
    expect(watch).toMatchObject({ watch: 'true', allowWatchBookmarks: 'true', resourceVersion: '7' });
    expect(watch).toMatchObject({ timeoutSeconds: '450' });
  });

  it.each<{ given: string; watch: Watch; trouble: RegExp | undefined }>([
    { given: 'a connection that breaks', watch: reset(event('ADDED', 'a', 8)), trouble: /./ },
    {
      given: 'a line that is cut off',
      watch: cut(event('ADDED', 'a', 8), event('ADDED', 'lost', 9)),
      trouble: undefined,
    },
    { given: 'a line that is no JSON', watch: events(event('ADDED', 'a', 8), '{"type":"ADD'), trouble: /is no JSON/ },
    {
      given: 'an unknown event',
      watch: events(event('ADDED', 'a', 8), '{"type":"NEW"}'),
      trouble: /unknown type "NEW"/,
    },
    {
      given: 'an error that passes',
      watch: events(event('ADDED', 'a', 8), '{"type":"ERROR","object":{"code":500,"message":"etcd is away"}}'),
      trouble: /^etcd is away$/,
    },
    { given: 'a watch that the API ends', watch: events(event('ADDED', 'a', 8)), trouble: undefined },
  ])('goes on where it was after $given', async ({ watch, trouble }) => {
    const world = await followed({ lists: [listOf('7')], watches: [watch, events(event('ADDED', 'b', 12)), hang] });
    const seen = await world.next(trouble === undefined ? 5 : 6);
    const troubles = seen.filter((line) => line.startsWith('trouble'));
    expect(seen.filter((line) => !line.startsWith('trouble'))).toEqual([
      'listing',
      'page ',
      'listed 7',
      'put a@8',
      'put b@12',
    ]);
    expect(troubles.length).toBe(trouble === undefined ? 0 : 1);
    if (trouble !== undefined) expect(troubles[0]?.slice('trouble '.length)).toMatch(trouble);
    expect(world.asked()[2]).toMatchObject({ resourceVersion: '8' });
  });

  it.each<{ given: string; watch: Watch }>([
    { given: 'an event', watch: events('{"type":"ERROR","object":{"code":410,"message":"too old"}}') },
    { given: 'a status', watch: { status: 410, body: { kind: 'Status', reason: 'Expired', message: 'too old' } } },
    {
      given: 'a version of the future, after a backup was restored',
      watch: { status: 504, body: { kind: 'Status', reason: 'Timeout', message: 'Too large resource version: 7' } },
    },
  ])('lists again when the API no longer knows where it was: $given', async ({ watch }) => {
    const world = await followed({ lists: [listOf('7', 'a'), listOf('20', 'b')], watches: [watch, hang] });
    expect((await world.next(7)).filter((line) => !line.startsWith('trouble'))).toEqual([
      'listing',
      'page a@1',
      'listed 7',
      'listing',
      'page b@1',
      'listed 20',
    ]);
    await world.asks(4);
    expect(world.asked()[3]).toMatchObject({ resourceVersion: '20' });
  });

  it('begins a list anew that expired between two pages', async () => {
    const world = await followed({
      lists: [
        { body: { metadata: { resourceVersion: '7', continue: 'more' }, items: [] } },
        { status: 410, body: { kind: 'Status', reason: 'Expired', message: 'the continue token is too old' } },
        listOf('9', 'a'),
      ],
      watches: [hang],
    });
    expect(await world.next(6)).toEqual([
      'listing',
      'page ',
      'trouble the continue token is too old',
      'listing',
      'page a@1',
      'listed 9',
    ]);
  });

  it('waits twice as long after each failure, up to ten seconds, but as long as the API asks', async () => {
    const away: ServerAnswer = { status: 500, body: { kind: 'Status', message: 'away' } };
    const busy: ServerAnswer = {
      status: 429,
      headers: { 'retry-after': '17' },
      body: { kind: 'Status', message: 'busy' },
    };
    const world = await followed({
      lists: [...Array.from({ length: 9 }, () => away), busy, listOf('7')],
      watches: [hang],
    });
    await world.next(22);
    const pauses = world.seen.flatMap((seen) => (seen.kind === 'trouble' ? [seen.pauseMs] : []));
    expect(pauses).toEqual([75, 150, 300, 600, 1200, 2400, 4800, 7500, 7500, 17_000]);
  });

  it('does not wait after a watch that lived for a while, and does not count failures before it', async () => {
    const world = await followed({ lists: [listOf('7')], watches: [events(), open, reset(), hang] });
    await world.opens(2);
    await world.clock.run(after(world.clock.now(), millisOf(60_000)));
    world.opened[0]?.end();
    const [trouble] = (await world.next(4)).slice(3);
    expect(trouble).toMatch(/^trouble /);
    expect(world.seen[3]).toMatchObject({ pauseMs: 75 });
    await world.asks(5);
  });

  it('asks again after a silence: the server may have gone without a word', async () => {
    const world = await followed({ lists: [listOf('7')], watches: [open, events(event('ADDED', 'a', 9)), hang] });
    await world.asks(2);
    await world.opens(1);
    await world.clock.run(after(world.clock.now(), millisOf(60_000)));
    world.opened[0]?.write(`${event('BOOKMARK', '', 8)}\n`);
    await world.next(4);
    await world.clock.run(after(world.clock.now(), millisOf(89_000)));
    expect(world.asked().length).toBe(2);
    await world.clock.run(after(world.clock.now(), millisOf(2_000)));
    expect((await world.next(5)).slice(3)).toEqual(['bookmark @8', 'put a@9']);
    expect(world.asked()[2]).toMatchObject({ resourceVersion: '8' });
  });

  it('notices a server that does not even begin to answer', async () => {
    const world = await followed({ lists: [listOf('7')], watches: [hang, events(event('ADDED', 'a', 8)), hang] });
    await world.asks(2);
    await world.clock.run(after(world.clock.now(), millisOf(29_000)));
    expect(world.seen.length).toBe(3);
    await world.clock.run(after(world.clock.now(), millisOf(2_000)));
    expect((await world.next(5)).slice(3)).toEqual([
      'trouble watch of /api/v1/namespaces/shop/pods: no answer within 30 s',
      'put a@8',
    ]);
  });

  it('ends when it is told to, whatever it is waiting for', async () => {
    const waiting = await followed({ lists: [listOf('7')], watches: [hang] });
    await waiting.asks(2);
    await waiting.end();
    const pausing = await followed({ lists: [{ status: 500 }], watches: [] });
    await pausing.next(2);
    await pausing.end();
    expect(await pausing.clock.next()).toBe(false);
  });
});

/** Knows whether somebody pauses before the next try, or only listens for a silence. */
class PausingClock extends VirtualClock {
  pauses = 0;

  override alarm(moment: Instant, ring: () => void): () => void {
    if (moment - this.now() > 20_000) return super.alarm(moment, ring);
    this.pauses += 1;
    return super.alarm(moment, () => {
      this.pauses -= 1;
      ring();
    });
  }
}

/** An answer, or a server that answers by itself. */
type Watch = ServerAnswer | ((response: ServerResponse) => void);

interface Script {
  readonly lists: readonly ServerAnswer[];
  readonly watches: readonly Watch[];
}

/** Follows pods of a server that answers as scripted. The clock moves on whenever something is waited for. */
async function followed({ lists, watches }: Script) {
  const given = { lists: [...lists], watches: [...watches] };
  const opened: ServerResponse[] = [];
  const { cluster, server } = await clusterAt(({ query }, response) => {
    const next = query.get('watch') === null ? given.lists.shift() : given.watches.shift();
    if (typeof next !== 'function') return next ?? { status: 500, body: 'nothing more is scripted' };
    opened.push(response);
    next(response);
    return undefined;
  });
  const clock = new PausingClock();
  const abort = new AbortController();
  const seen: Seen[] = [];
  let opens = 0;
  const watched: Cluster = {
    ...cluster,
    lines: ({ onOpen, ...request }) =>
      cluster.lines({
        ...request,
        onOpen: () => {
          opens += 1;
          onOpen?.();
        },
      }),
  };
  const deps = { cluster: watched, clock, random: () => 0.5, signal: abort.signal };
  const over = (async () => {
    for await (const one of follow(PODS, deps)) seen.push(one);
  })();
  const end = async (): Promise<void> => {
    abort.abort();
    await over;
  };
  onTestFinished(end);
  /** Lets real I/O go on, and pauses (but no silence) pass, until something holds. */
  const wait = async (holds: () => boolean): Promise<void> => {
    while (!holds()) {
      await clock.settle();
      if (clock.pauses > 0) await clock.next();
    }
  };
  return {
    seen,
    clock,
    opened,
    end,
    asked: () => server.requests.map(({ query }) => Object.fromEntries(query)),
    asks: (count: number) => wait(() => server.requests.length >= count),
    /** Until as many watches as that have begun to be answered. */
    opens: (count: number) => wait(() => opens >= count),
    async next(count: number) {
      await wait(() => seen.length >= count);
      return seen.slice(0, count).map(say);
    },
  };
}

function say(seen: Seen): string {
  if (seen.kind === 'trouble') return `trouble ${seen.message}`;
  if (seen.kind === 'listing') return 'listing';
  if (seen.kind === 'listed') return `listed ${seen.resourceVersion}`;
  const objects = seen.kind === 'page' ? seen.objects : [seen.object];
  return `${seen.kind} ${objects.map(({ metadata }) => nameAndVersion(metadata)).join(' ')}`;
}

function nameAndVersion(metadata: unknown): string {
  const { name = '', resourceVersion } = metadata as { name?: string; resourceVersion: string };
  return `${name}@${resourceVersion}`;
}

function listOf(resourceVersion: string, ...names: readonly string[]): ServerAnswer {
  const items = names.map((name) => ({ metadata: { name, resourceVersion: '1' } }));
  return { body: { kind: 'PodList', metadata: { resourceVersion }, items } };
}

function event(type: string, name: string, version: number): string {
  return JSON.stringify({ type, object: { kind: 'Pod', metadata: { name, resourceVersion: `${version}` } } });
}

function events(...lines: readonly string[]): Watch {
  return { body: lines.map((line) => `${line}\n`).join('') };
}

/** Sends the first line and half of the second, and ends in good order. */
function cut(first: string, second: string): Watch {
  return { body: `${first}\n${second.slice(0, 20)}` };
}

/** Sends lines and breaks the connection. */
function reset(...lines: readonly string[]): Watch {
  return (response) => {
    response.writeHead(200);
    response.write(lines.map((line) => `${line}\n`).join(''), () => response.destroy());
  };
}

/** Answers, and leaves it to the test to go on. */
function open(response: ServerResponse): void {
  response.writeHead(200);
  response.flushHeaders();
}

/** Never answers. */
function hang(): void {}
