import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../src/core/json.ts';
import { textIn } from '../../../src/core/json-members.ts';
import { type Cluster, pathOf } from '../../../src/kube/cluster.ts';
import { KINDS } from '../../../src/kube/kinds.ts';
import { nameOf } from '../../../src/kube/metadata.ts';
import { collectionPath, objectPath } from '../../../src/kube/resource.ts';
import type { TemporaryFolder } from '../../support/temporary-folder.ts';
import { type ControllerBehind, type ControllerBehindOptions, startControllerBehind } from './controller-behind.ts';
import { type Door, openDoor } from './door.ts';
import { type MetricServer, startMetricServer } from './metric-server.ts';
import { openSight, type Sight } from './sight.ts';

/** What all scenes of a suite share. */
export interface Theatre {
  readonly kubeconfig: string;
  /** Not through any door. */
  readonly cluster: Cluster;
  /** The controller as one bundle. */
  readonly program: string;
  readonly folder: TemporaryFolder;
  /** How a fleet ends that nothing happens to. Played when it is first asked for. */
  reference(): Promise<JsonObject>;
}

/** Characters. */
const MOST_SAID = 200_000;

/** A namespace of its own, a metrics backend, doors to the API server that can be broken, and controllers behind them. */
export class Scene {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly sight: Sight;
  readonly metrics: MetricServer;
  readonly #theatre: Theatre;
  readonly #ends: (() => Promise<unknown>)[] = [];
  #said = '';

  private constructor(theatre: Theatre, namespace: string, sight: Sight, metrics: MetricServer) {
    this.#theatre = theatre;
    this.cluster = theatre.cluster;
    this.namespace = namespace;
    this.sight = sight;
    this.metrics = metrics;
    metrics.onLook(() => sight.ring());
    this.#ends.push(
      () => this.cluster.request({ method: 'DELETE', path: `/api/v1/namespaces${pathOf(namespace)}` }),
      () => sight.close(),
      () => metrics.stop(),
    );
  }

  /** Plays a scene, and clears up behind it. */
  static async play(theatre: Theatre, act: (scene: Scene) => Promise<void>): Promise<void> {
    const name = `faults-${randomUUID().slice(0, 8)}`;
    await theatre.cluster.request({ method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name } } });
    const scene = new Scene(theatre, name, await openSight(theatre.cluster, name), await startMetricServer());
    try {
      await act(scene);
    } finally {
      for (const end of scene.#ends.toReversed()) await end();
    }
  }

  async openDoor(name = 'door'): Promise<Door> {
    const door = await openDoor(this.#theatre.kubeconfig, `${this.namespace}-${name}`, this.#theatre.folder);
    this.#ends.push(() => door.stop());
    return door;
  }

  /** Starts a controller; it is gone after the scene. */
  startController(door: Door, ...flags: readonly string[]): ControllerBehind {
    return this.#started(door, { flags });
  }

  /** Starts one that runs some JavaScript first. */
  startPreparedController(door: Door, preload: string): ControllerBehind {
    return this.#started(door, { flags: [], preload });
  }

  #started(door: Door, options: Pick<ControllerBehindOptions, 'flags' | 'preload'>): ControllerBehind {
    const { program } = this.#theatre;
    const controller = startControllerBehind(door, { program, namespace: this.namespace, ...options });
    controller.child.stderr?.on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-MOST_SAID);
      this.sight.ring();
    });
    this.#ends.push(() => {
      controller.child.kill('SIGKILL');
      return controller.ended;
    });
    return controller;
  }

  /** Waits for something to be as it should. @param missing  what is there instead; undefined once it is so. @throws Error after a while */
  async until(says: string, missing: () => string | undefined, limitMs = 300_000): Promise<void> {
    const over = AbortSignal.timeout(limitMs);
    for (;;) {
      const instead = missing();
      if (instead === undefined) return;
      if (over.aborted) throw new Error(`${says}: not within ${limitMs / 1000} s; ${instead}\n${this.#lastLines()}`);
      await this.sight.next(over);
    }
  }

  /** What controllers said last, save what only tells how it goes. */
  #lastLines(): string {
    const lines = this.#said.split('\n').filter((line) => !line.includes('"level":"info"'));
    return lines.slice(-20).join('\n');
  }

  /** Makes objects; those that exist get what is given. */
  async apply(...manifests: readonly JsonObject[]): Promise<void> {
    for (const body of manifests) {
      const resource = Object.values(KINDS).find(({ kind }) => kind === textIn(body, 'kind'));
      if (resource === undefined) throw new Error(`no scene makes a ${textIn(body, 'kind')}`);
      const path = objectPath(resource, { namespace: this.namespace, name: nameOf(body).name });
      const query = { fieldManager: 'faults', force: 'true' };
      await this.cluster.request({ method: 'PATCH', path, patch: 'apply', body, query });
    }
  }

  async patch(kind: keyof typeof KINDS, name: string, body: JsonObject): Promise<void> {
    const path = objectPath(KINDS[kind], { namespace: this.namespace, name });
    await this.cluster.request({ method: 'PATCH', path, patch: 'merge', body });
  }

  async create(kind: keyof typeof KINDS, body: JsonObject): Promise<void> {
    await this.cluster.request({ method: 'POST', path: collectionPath(KINDS[kind], this.namespace), body });
  }
}
