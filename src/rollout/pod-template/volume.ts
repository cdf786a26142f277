import { always, flag, list, map, pointer, quantity, struct, text, whole } from '../hash/go-type.ts';
import { labelSelector, objectMeta } from './metadata.ts';
import { downwardFile, keyToPath, localObjectReference } from './references.ts';

const persistentVolumeClaimTemplate = struct({
  metadata: objectMeta,
  spec: always(
    struct({
      accessModes: list(text),
      selector: pointer(labelSelector),
      resources: struct({ limits: map(quantity), requests: map(quantity) }),
      volumeName: text,
      storageClassName: pointer(text),
      volumeMode: pointer(text),
      dataSource: pointer(struct({ apiGroup: always(pointer(text)), kind: always(text), name: always(text) })),
      dataSourceRef: pointer(
        struct({ apiGroup: always(pointer(text)), kind: always(text), name: always(text), namespace: pointer(text) }),
      ),
      volumeAttributesClassName: pointer(text),
    }),
  ),
});

/** A volume of a pod: a name and one source. */
export const volume = struct({
  name: always(text),
  hostPath: pointer(struct({ path: always(text), type: pointer(text) })),
  emptyDir: pointer(struct({ medium: text, sizeLimit: pointer(quantity) })),
  gcePersistentDisk: pointer(struct({ pdName: always(text), fsType: text, partition: whole, readOnly: flag })),
  awsElasticBlockStore: pointer(struct({ volumeID: always(text), fsType: text, partition: whole, readOnly: flag })),
  gitRepo: pointer(struct({ repository: always(text), revision: text, directory: text })),
  secret: pointer(
    struct({ secretName: text, items: list(keyToPath), defaultMode: pointer(whole), optional: pointer(flag) }),
  ),
  nfs: pointer(struct({ server: always(text), path: always(text), readOnly: flag })),
  iscsi: pointer(
    struct({
      targetPortal: always(text),
      iqn: always(text),
      lun: always(whole),
      iscsiInterface: text,
      fsType: text,
      readOnly: flag,
      portals: list(text),
      chapAuthDiscovery: flag,
      chapAuthSession: flag,
      secretRef: pointer(localObjectReference),
      initiatorName: pointer(text),
    }),
  ),
  glusterfs: pointer(struct({ endpoints: always(text), path: always(text), readOnly: flag })),
  persistentVolumeClaim: pointer(struct({ claimName: always(text), readOnly: flag })),
  rbd: pointer(
    struct({
      monitors: always(list(text)),
      image: always(text),
      fsType: text,
      pool: text,
      user: text,
      keyring: text,
      secretRef: pointer(localObjectReference),
      readOnly: flag,
    }),
  ),
  flexVolume: pointer(
    struct({
      driver: always(text),
      fsType: text,
      secretRef: pointer(localObjectReference),
      readOnly: flag,
      options: map(text),
    }),
  ),
  cinder: pointer(
    struct({ volumeID: always(text), fsType: text, readOnly: flag, secretRef: pointer(localObjectReference) }),
  ),
  cephfs: pointer(
    struct({
      monitors: always(list(text)),
      path: text,
      user: text,
      secretFile: text,
      secretRef: pointer(localObjectReference),
      readOnly: flag,
    }),
  ),
  flocker: pointer(struct({ datasetName: text, datasetUUID: text })),
  downwardAPI: pointer(struct({ items: list(downwardFile), defaultMode: pointer(whole) })),
  fc: pointer(struct({ targetWWNs: list(text), lun: pointer(whole), fsType: text, readOnly: flag, wwids: list(text) })),
  azureFile: pointer(struct({ secretName: always(text), shareName: always(text), readOnly: flag })),
  configMap: pointer(
    struct({ name: text, items: list(keyToPath), defaultMode: pointer(whole), optional: pointer(flag) }),
  ),
  vsphereVolume: pointer(
    struct({ volumePath: always(text), fsType: text, storagePolicyName: text, storagePolicyID: text }),
  ),
  quobyte: pointer(
    struct({ registry: always(text), volume: always(text), readOnly: flag, user: text, group: text, tenant: text }),
  ),
  azureDisk: pointer(
    struct({
      diskName: always(text),
      diskURI: always(text),
      cachingMode: pointer(text),
      fsType: pointer(text),
      readOnly: pointer(flag),
      kind: pointer(text),
    }),
  ),
  photonPersistentDisk: pointer(struct({ pdID: always(text), fsType: text })),
  projected: pointer(
    struct({
      sources: always(
        list(
          struct({
            secret: pointer(struct({ name: text, items: list(keyToPath), optional: pointer(flag) })),
            downwardAPI: pointer(struct({ items: list(downwardFile) })),
            configMap: pointer(struct({ name: text, items: list(keyToPath), optional: pointer(flag) })),
            serviceAccountToken: pointer(
              struct({ audience: text, expirationSeconds: pointer(whole), path: always(text) }),
            ),
            clusterTrustBundle: pointer(
              struct({
                name: pointer(text),
                signerName: pointer(text),
                labelSelector: pointer(labelSelector),
                optional: pointer(flag),
                path: always(text),
              }),
            ),
            podCertificate: pointer(
              struct({
                signerName: text,
                keyType: text,
                maxExpirationSeconds: pointer(whole),
                credentialBundlePath: text,
                keyPath: text,
                certificateChainPath: text,
              }),
            ),
          }),
        ),
      ),
      defaultMode: pointer(whole),
    }),
  ),
  portworxVolume: pointer(struct({ volumeID: always(text), fsType: text, readOnly: flag })),
  scaleIO: pointer(
    struct({
      gateway: always(text),
      system: always(text),
      secretRef: always(pointer(localObjectReference)),
      sslEnabled: flag,
      protectionDomain: text,
      storagePool: text,
      storageMode: text,
      volumeName: text,
      fsType: text,
      readOnly: flag,
    }),
  ),
  storageos: pointer(
    struct({
      volumeName: text,
      volumeNamespace: text,
      fsType: text,
      readOnly: flag,
      secretRef: pointer(localObjectReference),
    }),
  ),
  csi: pointer(
    struct({
      driver: always(text),
      readOnly: pointer(flag),
      fsType: pointer(text),
      volumeAttributes: map(text),
      nodePublishSecretRef: pointer(localObjectReference),
    }),
  ),
  ephemeral: pointer(struct({ volumeClaimTemplate: pointer(persistentVolumeClaimTemplate) })),
  image: pointer(struct({ reference: text, pullPolicy: text })),
});
