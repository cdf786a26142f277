import { describe, expect, it } from 'vitest';
import type { Json } from '../../../../src/core/json.ts';
import { pod, podErrors, volume } from './templates.ts';

/** What Kubernetes' own rules say, by running them (k8s.io/kubernetes 1.34). */
describe('volumes of a pod template', () => {
  it.each<{ given: string; template: Json; then: readonly string[] }>([
    {
      given: 'a volume without a source',
      template: pod({ volumes: [{ name: 'v' }] }),
      then: [],
    },
    {
      given: 'names of volumes',
      template: pod({ volumes: [{ name: '' }, { name: 'Bad' }, { name: 'v' }, { name: 'v' }] }),
      then: [
        'spec.volumes[0].name: Required value',
        'spec.volumes[1].name: Invalid value: "Bad": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        'spec.volumes[3].name: Duplicate value: "v"',
      ],
    },
    {
      given: 'two sources',
      template: volume({ emptyDir: {}, hostPath: { path: '/x' }, secret: { secretName: 's' } }),
      then: [
        'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
        'spec.volumes[0].secret: Forbidden: may not specify more than 1 volume type',
      ],
    },
    {
      given: 'names of sources that Kubernetes spells its own way',
      template: volume({ emptyDir: {}, cephfs: { monitors: ['m'] }, downwardAPI: {} }),
      then: [
        'spec.volumes[0].cephFS: Forbidden: may not specify more than 1 volume type',
        'spec.volumes[0].downwarAPI: Forbidden: may not specify more than 1 volume type',
      ],
    },
    {
      given: 'an empty folder of less than nothing',
      template: volume({ emptyDir: { sizeLimit: '-1' } }),
      then: ['spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity'],
    },
    {
      given: 'a folder of the node',
      template: pod({
        volumes: [
          { name: 'a', hostPath: { path: '' } },
          { name: 'b', hostPath: { path: '/x/../y', type: 'Foo' } },
        ],
      }),
      then: [
        'spec.volumes[0].hostPath.path: Required value',
        'spec.volumes[1].hostPath.path: Invalid value: "/x/../y": must not contain \'..\'',
        'spec.volumes[1].hostPath.type: Unsupported value: "Foo": supported values: "", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"',
      ],
    },
    {
      given: 'a repository',
      template: volume({ gitRepo: { repository: '', directory: '/abs' } }),
      then: [
        'spec.volumes[0].gitRepo.repository: Required value',
        'spec.volumes[0].gitRepo.directory: Invalid value: "/abs": must be a relative path',
      ],
    },
    {
      given: 'disks of clouds',
      template: pod({
        volumes: [
          { name: 'a', gcePersistentDisk: { pdName: '', partition: 256 } },
          { name: 'b', awsElasticBlockStore: { volumeID: 'v', partition: -1 } },
        ],
      }),
      then: [
        'spec.volumes[0].persistentDisk.pdName: Required value',
        'spec.volumes[0].persistentDisk.partition: Invalid value: 256: must be between 1 and 255, inclusive',
        'spec.volumes[1].awsElasticBlockStore.partition: Invalid value: -1: must be between 1 and 255, inclusive',
      ],
    },
    {
      given: 'a Secret',
      template: volume({
        secret: {
          secretName: '',
          defaultMode: 512,
          items: [
            { key: '', path: '..x', mode: -1 },
            { key: 'k', path: '' },
          ],
        },
      }),
      then: [
        'spec.volumes[0].secret.secretName: Required value',
        'spec.volumes[0].secret.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
        'spec.volumes[0].secret.items[0].key: Required value',
        'spec.volumes[0].secret.items[0].path: Invalid value: "..x": must not start with \'..\'',
        'spec.volumes[0].secret.items[0].mode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
        'spec.volumes[0].secret.items[1].path: Required value',
      ],
    },
    {
      given: 'a ConfigMap',
      template: volume({ configMap: { name: '', items: [{ key: 'k', path: '/abs/../x' }] } }),
      then: [
        'spec.volumes[0].configMap.name: Required value',
        'spec.volumes[0].configMap.items[0].path: Invalid value: "/abs/../x": must be a relative path',
        'spec.volumes[0].configMap.items[0].path: Invalid value: "/abs/../x": must not contain \'..\'',
      ],
    },
    {
      given: 'NFS',
      template: volume({ nfs: { server: '', path: 'rel' } }),
      then: [
        'spec.volumes[0].nfs.server: Required value',
        'spec.volumes[0].nfs.path: Invalid value: "rel": must be an absolute path',
      ],
    },
    {
      given: 'iSCSI',
      template: volume({ iscsi: { targetPortal: '', iqn: 'foo', lun: 256, initiatorName: 'naa.1' } }),
      then: [
        'spec.volumes[0].iscsi.targetPortal: Required value',
        'spec.volumes[0].iscsi.iqn: Invalid value: "foo": must be valid format starting with iqn, eui, or naa',
        'spec.volumes[0].iscsi.lun: Invalid value: 256: must be between 0 and 255, inclusive',
        'spec.volumes[0].iscsi.initiatorname: Invalid value: "naa.1": must be valid format',
      ],
    },
    {
      given: 'iSCSI with a long name',
      template: pod({
        volumes: [
          {
            name: 'v',
            iscsi: {
              targetPortal: 'p'.repeat(63),
              iqn: 'iqn.2001-04.com.example:a',
              initiatorName: 'eui.0123456789abcdef',
            },
          },
        ],
      }),
      then: [
        'spec.volumes[0].name: Invalid value: "v": Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.',
      ],
    },
    {
      given: 'flocker',
      template: pod({
        volumes: [
          { name: 'a', flocker: {} },
          { name: 'b', flocker: { datasetName: 'a/b', datasetUUID: 'u' } },
        ],
      }),
      then: [
        'spec.volumes[0].flocker: Required value: one of datasetName and datasetUUID is required',
        'spec.volumes[1].flocker: Invalid value: "resource": datasetName and datasetUUID can not be specified simultaneously',
        'spec.volumes[1].flocker.datasetName: Invalid value: "a/b": must not contain \'/\'',
      ],
    },
    {
      given: 'Ceph',
      template: pod({
        volumes: [
          { name: 'a', cephfs: { monitors: [] } },
          { name: 'b', cinder: { volumeID: '', secretRef: {} } },
        ],
      }),
      then: [
        'spec.volumes[0].cephfs.monitors: Required value',
        'spec.volumes[1].cinder.volumeID: Required value',
        'spec.volumes[1].cinder.secretRef.name: Required value',
      ],
    },
    {
      given: 'quobyte',
      template: pod({
        volumes: [
          { name: 'a', quobyte: { registry: '', volume: '' } },
          { name: 'b', quobyte: { registry: 'h:1,h,[::1]:2,a:b:c', volume: 'v' } },
          { name: 'c', quobyte: { registry: 'h:1', volume: 'v', tenant: 't'.repeat(65) } },
        ],
      }),
      then: [
        'spec.volumes[0].quobyte.registry: Required value: must be a host:port pair or multiple pairs separated by commas',
        'spec.volumes[0].quobyte.volume: Required value',
        'spec.volumes[1].quobyte.registry: Invalid value: "h:1,h,[::1]:2,a:b:c": must be a host:port pair or multiple pairs separated by commas',
        'spec.volumes[1].quobyte.registry: Invalid value: "h:1,h,[::1]:2,a:b:c": must be a host:port pair or multiple pairs separated by commas',
        'spec.volumes[2].quobyte.tenant: Required value: must be a UUID and may not exceed a length of 64 characters',
      ],
    },
    {
      given: 'files with fields of the pod',
      template: volume({
        downwardAPI: {
          defaultMode: -1,
          items: [
            { path: '' },
            { path: 'a', fieldRef: { fieldPath: 'spec.nodeName' } },
            { path: 'b', resourceFieldRef: { resource: 'limits.cpu' } },
            {
              path: 'c',
              fieldRef: { fieldPath: 'metadata.labels' },
              resourceFieldRef: { resource: 'limits.cpu', containerName: 'web' },
            },
          ],
        },
      }),
      then: [
        'spec.volumes[0].downwardAPI.defaultMode: Invalid value: -1: must be a number between 0 and 0777 (octal), both inclusive',
        'spec.volumes[0].downwardAPI.path: Required value',
        'spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
        'spec.volumes[0].downwardAPI.fieldRef.fieldPath: Unsupported value: "spec.nodeName": supported values: "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"',
        'spec.volumes[0].downwardAPI.resourceFieldRef.containerName: Required value',
        'spec.volumes[0].downwardAPI: Invalid value: "resource": fieldRef and resourceFieldRef can not be specified simultaneously',
      ],
    },
    {
      given: 'fibre channel',
      template: pod({
        volumes: [
          { name: 'a', fc: {} },
          { name: 'b', fc: { targetWWNs: ['w'], wwids: ['x'] } },
          { name: 'c', fc: { targetWWNs: ['w'], lun: 300 } },
        ],
      }),
      then: [
        'spec.volumes[0].fc.targetWWNs: Required value: must specify either targetWWNs or wwids, but not both',
        'spec.volumes[1].fc.targetWWNs: Invalid value: ["w"]: targetWWNs and wwids can not be specified simultaneously',
        'spec.volumes[1].fc.lun: Required value: lun is required if targetWWNs is specified',
        'spec.volumes[2].fc.lun: Invalid value: 300: must be between 0 and 255, inclusive',
      ],
    },
    {
      given: 'drivers of others',
      template: pod({
        volumes: [
          { name: 'a', flexVolume: { driver: '', options: { 'x.k8s.io/y': '1', 'kubernetes.io': '2', fine: '3' } } },
          { name: 'b', csi: { driver: '', nodePublishSecretRef: { name: 'Bad' } } },
          { name: 'c', csi: { driver: 'D'.repeat(64), nodePublishSecretRef: {} } },
        ],
      }),
      then: [
        'spec.volumes[0].flexVolume.driver: Required value',
        'spec.volumes[0].flexVolume.options[kubernetes.io]: Invalid value: "kubernetes.io": kubernetes.io and k8s.io namespaces are reserved',
        'spec.volumes[0].flexVolume.options[x.k8s.io/y]: Invalid value: "x.k8s.io/y": kubernetes.io and k8s.io namespaces are reserved',
        'spec.volumes[1].csi.driver: Required value',
        "spec.volumes[1].csi.driver: Invalid value: \"\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        "spec.volumes[1].csi.name: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.volumes[2].csi.driver: Too long: may not be more than 63 bytes',
        'spec.volumes[2].csi.nodePublishSecretRef.name: Required value',
      ],
    },
    {
      given: 'sources that must have names',
      template: pod({
        volumes: [
          { name: 'a', azureFile: {} },
          { name: 'b', vsphereVolume: {} },
          { name: 'c', photonPersistentDisk: {} },
          { name: 'd', portworxVolume: {} },
          { name: 'e', scaleIO: {} },
          { name: 'f', persistentVolumeClaim: {} },
          { name: 'g', storageos: { volumeNamespace: 'Bad', secretRef: {} } },
        ],
      }),
      then: [
        'spec.volumes[0].azureFile.secretName: Required value',
        'spec.volumes[0].azureFile.shareName: Required value',
        'spec.volumes[1].vsphereVolume.volumePath: Required value',
        'spec.volumes[2].photonPersistentDisk.pdID: Required value',
        'spec.volumes[3].portworxVolume.volumeID: Required value',
        'spec.volumes[4].scaleIO.gateway: Required value',
        'spec.volumes[4].scaleIO.system: Required value',
        'spec.volumes[4].scaleIO.volumeName: Required value',
        'spec.volumes[5].persistentVolumeClaim.claimName: Required value',
        'spec.volumes[6].storageos.volumeName: Required value',
        'spec.volumes[6].storageos.volumeNamespace: Invalid value: "Bad": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        'spec.volumes[6].storageos.secretRef.name: Required value',
      ],
    },
    {
      given: 'several sources in one volume',
      template: volume({
        projected: {
          defaultMode: 512,
          sources: [
            {
              secret: { items: [{ key: 'k', path: 'p' }] },
              configMap: { name: 'c', items: [{ key: 'k', path: 'p' }] },
            },
            { downwardAPI: { items: [{ path: 'p' }] } },
          ],
        },
      }),
      then: [
        'spec.volumes[0].projected.defaultMode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive',
        'spec.volumes[0].projected.sources[0].secret.name: Required value',
        'spec.volumes[0].projected: Invalid value: "c": conflicting duplicate paths',
        'spec.volumes[0].projected.sources[0]: Forbidden: may not specify more than 1 volume type per source',
        'spec.volumes[0].projected.sources[1].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required',
        'spec.volumes[0].projected: Invalid value: "p": conflicting duplicate paths',
      ],
    },
    {
      given: 'tokens',
      template: volume({
        projected: {
          sources: [
            { serviceAccountToken: { path: '', expirationSeconds: 599 } },
            { serviceAccountToken: { path: '../x', expirationSeconds: 4294967297 } },
          ],
        },
      }),
      then: [
        'spec.volumes[0].projected.sources[0].serviceAccountToken.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes',
        'spec.volumes[0].projected.path: Required value',
        'spec.volumes[0].projected.sources[1].serviceAccountToken.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds',
        'spec.volumes[0].projected.path: Invalid value: "../x": must not contain \'..\'',
      ],
    },
    {
      given: 'trusted certificates',
      template: volume({
        projected: {
          sources: [
            { clusterTrustBundle: { path: '' } },
            {
              clusterTrustBundle: {
                path: 'a',
                name: 'n',
                signerName: 'a.b/c',
                labelSelector: { matchLabels: { a: 'b' } },
              },
            },
            { clusterTrustBundle: { path: 'b', name: 'Bad', labelSelector: {} } },
            { clusterTrustBundle: { path: 'c', signerName: 'foo' } },
          ],
        },
      }),
      then: [
        'spec.volumes[0].projected.sources[0].clusterTrustBundle: Required value: either name or signerName must be specified',
        'spec.volumes[0].projected.sources[0].clusterTrustBundle.path: Required value',
        'spec.volumes[0].projected.sources[1].clusterTrustBundle: Invalid value: {"Name":"n","SignerName":"a.b/c","LabelSelector":{"matchLabels":{"a":"b"}},"Optional":null,"Path":"a"}: only one of name and signerName may be used',
        "spec.volumes[0].projected.sources[2].clusterTrustBundle.name: Invalid value: \"Bad\": not a valid clustertrustbundlename: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.volumes[0].projected.sources[2].clusterTrustBundle.labelSelector: Invalid value: {}: labelSelector must be unset if name is specified',
        'spec.volumes[0].projected.sources[3].clusterTrustBundle.signerName: Invalid value: "foo": must be a fully qualified domain and path of the form \'example.com/signer-name\'',
      ],
    },
    {
      given: 'signers',
      template: volume({
        projected: {
          sources: [
            { clusterTrustBundle: { path: 'a', signerName: '' } },
            { clusterTrustBundle: { path: 'b', signerName: 'one/x' } },
            { clusterTrustBundle: { path: 'c', signerName: 'A.b/C d' } },
          ],
        },
      }),
      then: [
        'spec.volumes[0].projected.sources[0].clusterTrustBundle.signerName: Required value: must be a valid signer name',
        'spec.volumes[0].projected.sources[0].clusterTrustBundle.signerName: Required value',
        'spec.volumes[0].projected.sources[1].clusterTrustBundle.signerName: Invalid value: "one": should be a domain with at least two segments separated by dots',
        'spec.volumes[0].projected.sources[2].clusterTrustBundle.signerName: Invalid value: "A.b": validating label "A": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        'spec.volumes[0].projected.sources[2].clusterTrustBundle.signerName: Invalid value: "C d": validating label "C d": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, \'-\' or \'.\', and must start and end with an alphanumeric character',
      ],
    },
    {
      given: 'certificates of pods',
      template: volume({
        projected: {
          sources: [
            { podCertificate: { signerName: 'a.b/c', keyType: 'Foo', maxExpirationSeconds: 3599 } },
            {
              podCertificate: {
                signerName: 'x.kubernetes.io/c',
                keyType: 'ED25519',
                maxExpirationSeconds: 86401,
                keyPath: 'k',
                certificateChainPath: 'k',
              },
            },
          ],
        },
      }),
      then: [
        'spec.volumes[0].projected.sources[0].podCertificate.keyType: Unsupported value: "Foo": supported values: "RSA3072", "RSA4096", "ECDSAP256", "ECDSAP384", "ECDSAP521", "ED25519"',
        'spec.volumes[0].projected.sources[0].podCertificate.maxExpirationSeconds: Invalid value: 3599: if provided, maxExpirationSeconds must be >= 3600',
        'spec.volumes[0].projected.sources[0].podCertificate: Required value: specify at least one of credentialBundlePath, keyPath, and certificateChainPath',
        'spec.volumes[0].projected.sources[1].podCertificate.maxExpirationSeconds: Invalid value: 86401: if provided, maxExpirationSeconds must be <= 86400',
        'spec.volumes[0].projected: Invalid value: "k": conflicting duplicate paths',
      ],
    },
    {
      given: 'volumes that are claimed for the pod',
      template: pod({
        volumes: [
          { name: 'a', ephemeral: {} },
          { name: 'b', ephemeral: { volumeClaimTemplate: { spec: {} } } },
          {
            name: 'c',
            ephemeral: {
              volumeClaimTemplate: {
                spec: {
                  accessModes: ['ReadWriteOnce', 'ReadWriteOncePod', 'Foo'],
                  volumeMode: 'Foo',
                  storageClassName: 'Bad',
                  resources: { requests: { storage: '0' } },
                },
              },
            },
          },
        ],
      }),
      then: [
        'spec.volumes[0].ephemeral.volumeClaimTemplate: Required value',
        'spec.volumes[1].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required',
        'spec.volumes[1].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value',
        'spec.volumes[2].ephemeral.volumeClaimTemplate.spec.accessModes: Unsupported value: "Foo": supported values: "ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"',
        'spec.volumes[2].ephemeral.volumeClaimTemplate.spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
        'spec.volumes[2].ephemeral.volumeClaimTemplate.spec.resources[storage]: Invalid value: "0": must be greater than zero',
        "spec.volumes[2].ephemeral.volumeClaimTemplate.spec.storageClassName: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.volumes[2].ephemeral.volumeClaimTemplate.spec.volumeMode: Unsupported value: "Foo": supported values: "Block", "Filesystem"',
      ],
    },
    {
      given: 'what claims are made from',
      template: volume({
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { kind: 'Foo', name: '' },
              dataSourceRef: { apiGroup: 'Bad', kind: 'Foo', name: 'n', namespace: 'N' },
            },
          },
        },
      }),
      then: [
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource.name: Required value',
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSource: Invalid value: "Foo": must be \'PersistentVolumeClaim\' when referencing the default apiGroup',
        "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.apiGroup: Invalid value: \"Bad\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec.dataSourceRef.namespace: Invalid value: "N": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or \'-\', and must start and end with an alphanumeric character',
        'spec.volumes[0].ephemeral.volumeClaimTemplate.spec: Invalid value: {}: may not be specified when dataSourceRef.namespace is specified',
      ],
    },
    {
      given: 'two different origins of a claim',
      template: volume({
        ephemeral: {
          volumeClaimTemplate: {
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
              dataSource: { kind: 'PersistentVolumeClaim', name: 'a' },
              dataSourceRef: { kind: 'PersistentVolumeClaim', name: 'b' },
            },
          },
        },
      }),
      then: ['spec.volumes[0].ephemeral.volumeClaimTemplate.spec: Invalid value: {}: must match dataSourceRef'],
    },
    {
      given: 'an image that is pulled some way',
      template: volume({ image: { reference: 'x', pullPolicy: 'Foo' } }),
      then: [
        'spec.volumes[0].image.pullPolicy: Unsupported value: "Foo": supported values: "Always", "IfNotPresent", "Never"',
      ],
    },
  ])('$given', ({ template, then }) => {
    expect(podErrors(template)).toEqual(then);
  });
});
