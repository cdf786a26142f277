import type { JsonObject } from '../../../core/json.ts';
import type { ApiClient } from '../../api/client.ts';
import type { ApiKind } from '../../api/kind.ts';
import type { Recorder } from '../events/recorder.ts';
import { deleteObject } from '../loop/delete-object.ts';
import { isRefusal, saysGone, saysNamespaceGoes } from '../loop/refusals.ts';
import { controllerReference, metadataOf } from '../objects/metadata.ts';
import { podFromTemplate } from './pod-from-template.ts';

/** Creates and deletes pods for their owners, and tells of it in events. */
export class PodControl {
  readonly #client: ApiClient;
  readonly #kind: ApiKind;
  readonly #recorder: Recorder;

  constructor(client: ApiClient, kind: ApiKind, recorder: Recorder) {
    this.#client = client;
    this.#kind = kind;
    this.#recorder = recorder;
  }

  /**
   * Creates pods of a template; none in a namespace that is going.
   *
   * @throws Fault CLUSTER_REFUSED at the first that the API refuses
   */
  create(owner: JsonObject, template: JsonObject, count: number): void {
    const { apiVersion, kind } = typeOf(owner);
    const pod = podFromTemplate(owner, template, controllerReference(owner, apiVersion, kind));
    for (let left = count; left > 0; left -= 1) {
      try {
        const created = this.#client.create(this.#kind, pod);
        const message = `Created pod: ${metadataOf(created).name}`;
        this.#recorder.tell(owner, { type: 'Normal', reason: 'SuccessfulCreate', message });
      } catch (error) {
        if (!isRefusal(error)) throw error;
        if (saysNamespaceGoes(error)) return;
        this.#recorder.tell(owner, {
          type: 'Warning',
          reason: 'FailedCreate',
          message: `Error creating: ${error.message}`,
        });
        throw error;
      }
    }
  }

  /** Deletes a pod; one that is gone is fine. */
  delete(owner: JsonObject, pod: JsonObject): void {
    try {
      if (!deleteObject(this.#client, this.#kind, pod)) return;
    } catch (error) {
      if (isRefusal(error)) {
        this.#recorder.tell(owner, {
          type: 'Warning',
          reason: 'FailedDelete',
          message: `Error deleting: ${error.message}`,
        });
      }
      throw error;
    }
    const message = `Deleted pod: ${metadataOf(pod).name}`;
    this.#recorder.tell(owner, { type: 'Normal', reason: 'SuccessfulDelete', message });
  }

  /** Takes a finalizer off a pod; of one that is gone it is off. */
  removeFinalizer(pod: JsonObject, finalizer: string): void {
    const { finalizers, uid } = metadataOf(pod);
    if (!finalizers.includes(finalizer)) return;
    try {
      const left = finalizers.filter((name) => name !== finalizer);
      this.#client.patch(this.#kind, metadataOf(pod), { metadata: { uid, finalizers: left.length > 0 ? left : null } });
    } catch (error) {
      if (!saysGone(error)) throw error;
    }
  }
}

function typeOf(owner: JsonObject): { readonly apiVersion: string; readonly kind: string } {
  const { apiVersion, kind } = owner;
  return {
    apiVersion: typeof apiVersion === 'string' ? apiVersion : '',
    kind: typeof kind === 'string' ? kind : '',
  };
}
