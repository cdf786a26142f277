import { always, flag, list, pointer, struct, text, whole } from '../hash/go-type.ts';

const seLinuxOptions = struct({ user: text, role: text, type: text, level: text });

const windowsSecurityContextOptions = struct({
  gmsaCredentialSpecName: pointer(text),
  gmsaCredentialSpec: pointer(text),
  runAsUserName: pointer(text),
  hostProcess: pointer(flag),
});

const seccompProfile = struct({ type: always(text), localhostProfile: pointer(text) });

const appArmorProfile = struct({ type: always(text), localhostProfile: pointer(text) });

/** Rights of a container. */
export const securityContext = struct({
  capabilities: pointer(struct({ add: list(text), drop: list(text) })),
  privileged: pointer(flag),
  seLinuxOptions: pointer(seLinuxOptions),
  windowsOptions: pointer(windowsSecurityContextOptions),
  runAsUser: pointer(whole),
  runAsGroup: pointer(whole),
  runAsNonRoot: pointer(flag),
  readOnlyRootFilesystem: pointer(flag),
  allowPrivilegeEscalation: pointer(flag),
  procMount: pointer(text),
  seccompProfile: pointer(seccompProfile),
  appArmorProfile: pointer(appArmorProfile),
});

/** Rights of a pod. */
export const podSecurityContext = struct({
  seLinuxOptions: pointer(seLinuxOptions),
  windowsOptions: pointer(windowsSecurityContextOptions),
  runAsUser: pointer(whole),
  runAsGroup: pointer(whole),
  runAsNonRoot: pointer(flag),
  supplementalGroups: list(whole),
  supplementalGroupsPolicy: pointer(text),
  fsGroup: pointer(whole),
  sysctls: list(struct({ name: always(text), value: always(text) })),
  fsGroupChangePolicy: pointer(text),
  seccompProfile: pointer(seccompProfile),
  appArmorProfile: pointer(appArmorProfile),
  seLinuxChangePolicy: pointer(text),
});
