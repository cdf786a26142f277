import { always, flag, list, map, pointer, quantity, struct, text, whole, wholeOrText } from '../hash/go-type.ts';
import { objectFieldSelector, resourceFieldSelector } from './references.ts';
import { securityContext } from './security.ts';

/** Limits, requests and claims of a container or pod. */
export const resourceRequirements = struct({
  limits: map(quantity),
  requests: map(quantity),
  claims: list(struct({ name: always(text), request: text })),
});

const execAction = struct({ command: list(text) });

const httpGetAction = struct({
  path: text,
  port: always(wholeOrText),
  host: text,
  scheme: text,
  httpHeaders: list(struct({ name: always(text), value: always(text) })),
});

const tcpSocketAction = struct({ port: always(wholeOrText), host: text });

const probe = struct({
  exec: pointer(execAction),
  httpGet: pointer(httpGetAction),
  tcpSocket: pointer(tcpSocketAction),
  grpc: pointer(struct({ port: always(whole), service: always(pointer(text)) })),
  initialDelaySeconds: whole,
  timeoutSeconds: whole,
  periodSeconds: whole,
  successThreshold: whole,
  failureThreshold: whole,
  terminationGracePeriodSeconds: pointer(whole),
});

const lifecycleHandler = struct({
  exec: pointer(execAction),
  httpGet: pointer(httpGetAction),
  tcpSocket: pointer(tcpSocketAction),
  sleep: pointer(struct({ seconds: always(whole) })),
});

const containerFields = {
  name: always(text),
  image: text,
  command: list(text),
  args: list(text),
  workingDir: text,
  ports: list(struct({ name: text, hostPort: whole, containerPort: always(whole), protocol: text, hostIP: text })),
  envFrom: list(
    struct({
      prefix: text,
      configMapRef: pointer(struct({ name: text, optional: pointer(flag) })),
      secretRef: pointer(struct({ name: text, optional: pointer(flag) })),
    }),
  ),
  env: list(
    struct({
      name: always(text),
      value: text,
      valueFrom: pointer(
        struct({
          fieldRef: pointer(objectFieldSelector),
          resourceFieldRef: pointer(resourceFieldSelector),
          configMapKeyRef: pointer(struct({ name: text, key: always(text), optional: pointer(flag) })),
          secretKeyRef: pointer(struct({ name: text, key: always(text), optional: pointer(flag) })),
          fileKeyRef: pointer(
            struct({ volumeName: always(text), path: always(text), key: always(text), optional: pointer(flag) }),
          ),
        }),
      ),
    }),
  ),
  resources: resourceRequirements,
  resizePolicy: list(struct({ resourceName: always(text), restartPolicy: always(text) })),
  restartPolicy: pointer(text),
  restartPolicyRules: list(
    struct({ action: text, exitCodes: pointer(struct({ operator: text, values: list(whole) })) }),
  ),
  volumeMounts: list(
    struct({
      name: always(text),
      readOnly: flag,
      recursiveReadOnly: pointer(text),
      mountPath: always(text),
      subPath: text,
      mountPropagation: pointer(text),
      subPathExpr: text,
    }),
  ),
  volumeDevices: list(struct({ name: always(text), devicePath: always(text) })),
  livenessProbe: pointer(probe),
  readinessProbe: pointer(probe),
  startupProbe: pointer(probe),
  lifecycle: pointer(
    struct({ postStart: pointer(lifecycleHandler), preStop: pointer(lifecycleHandler), stopSignal: pointer(text) }),
  ),
  terminationMessagePath: text,
  terminationMessagePolicy: text,
  imagePullPolicy: text,
  securityContext: pointer(securityContext),
  stdin: flag,
  stdinOnce: flag,
  tty: flag,
};

/** A container, or one that runs before the others. */
export const container = struct(containerFields);

/** A container for looking into a running pod. */
export const ephemeralContainer = struct({ ...containerFields, targetContainerName: text });
