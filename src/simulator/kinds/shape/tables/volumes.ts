/** Members of volumes of pods, in the notation of `parseStructs`: Kubernetes 1.35. */
export const VOLUMES_STRUCTS = `
AWSElasticBlockStoreVolumeSource = volumeID:string fsType?:string partition?:int32 readOnly?:bool
AzureDiskVolumeSource = diskName:string diskURI:string cachingMode?:*AzureDataDiskCachingMode~string fsType?:*string
  readOnly?:*bool kind?:*AzureDataDiskKind~string
AzureFileVolumeSource = secretName:string shareName:string readOnly?:bool
CSIVolumeSource = driver:string readOnly?:*bool fsType?:*string volumeAttributes?:{string}string
  nodePublishSecretRef?:*LocalObjectReference
CephFSVolumeSource = monitors:[]string path?:string user?:string secretFile?:string secretRef?:*LocalObjectReference
  readOnly?:bool
CinderVolumeSource = volumeID:string fsType?:string readOnly?:bool secretRef?:*LocalObjectReference
ClusterTrustBundleProjection = name?:*string signerName?:*string labelSelector?:*LabelSelector optional?:*bool
  path:string
ConfigMapProjection = LocalObjectReference.name?:string items?:[]KeyToPath optional?:*bool
ConfigMapVolumeSource = LocalObjectReference.name?:string items?:[]KeyToPath defaultMode?:*int32 optional?:*bool
DownwardAPIProjection = items?:[]DownwardAPIVolumeFile
DownwardAPIVolumeFile = path:string fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector
  mode?:*int32
DownwardAPIVolumeSource = items?:[]DownwardAPIVolumeFile defaultMode?:*int32
EmptyDirVolumeSource = medium?:StorageMedium~string sizeLimit?:*Quantity
EphemeralVolumeSource = volumeClaimTemplate?:*PersistentVolumeClaimTemplate
FCVolumeSource = targetWWNs?:[]string lun?:*int32 fsType?:string readOnly?:bool wwids?:[]string
FlexVolumeSource = driver:string fsType?:string secretRef?:*LocalObjectReference readOnly?:bool
  options?:{string}string
FlockerVolumeSource = datasetName?:string datasetUUID?:string
GCEPersistentDiskVolumeSource = pdName:string fsType?:string partition?:int32 readOnly?:bool
GitRepoVolumeSource = repository:string revision?:string directory?:string
GlusterfsVolumeSource = endpoints:string path:string readOnly?:bool
HostPathVolumeSource = path:string type?:*HostPathType~string
ISCSIVolumeSource = targetPortal:string iqn:string lun:int32 iscsiInterface?:string fsType?:string readOnly?:bool
  portals?:[]string chapAuthDiscovery?:bool chapAuthSession?:bool secretRef?:*LocalObjectReference
  initiatorName?:*string
ImageVolumeSource = reference?:string pullPolicy?:PullPolicy~string
KeyToPath = key:string path:string mode?:*int32
NFSVolumeSource = server:string path:string readOnly?:bool
PersistentVolumeClaimSpec = accessModes?:[]PersistentVolumeAccessMode~string selector?:*LabelSelector
  resources?:VolumeResourceRequirements volumeName?:string storageClassName?:*string
  volumeMode?:*PersistentVolumeMode~string dataSource?:*TypedLocalObjectReference dataSourceRef?:*TypedObjectReference
  volumeAttributesClassName?:*string
PersistentVolumeClaimTemplate = metadata?:ObjectMeta spec:PersistentVolumeClaimSpec
PersistentVolumeClaimVolumeSource = claimName:string readOnly?:bool
PhotonPersistentDiskVolumeSource = pdID:string fsType?:string
PodCertificateProjection = signerName?:string keyType?:string maxExpirationSeconds?:*int32
  credentialBundlePath?:string keyPath?:string certificateChainPath?:string userAnnotations?:{string}string
PortworxVolumeSource = volumeID:string fsType?:string readOnly?:bool
ProjectedVolumeSource = sources:[]VolumeProjection defaultMode?:*int32
QuobyteVolumeSource = registry:string volume:string readOnly?:bool user?:string group?:string tenant?:string
RBDVolumeSource = monitors:[]string image:string fsType?:string pool?:string user?:string keyring?:string
  secretRef?:*LocalObjectReference readOnly?:bool
ScaleIOVolumeSource = gateway:string system:string secretRef:*LocalObjectReference sslEnabled?:bool
  protectionDomain?:string storagePool?:string storageMode?:string volumeName?:string fsType?:string readOnly?:bool
SecretProjection = LocalObjectReference.name?:string items?:[]KeyToPath optional?:*bool
SecretVolumeSource = secretName?:string items?:[]KeyToPath defaultMode?:*int32 optional?:*bool
ServiceAccountTokenProjection = audience?:string expirationSeconds?:*int64 path:string
StorageOSVolumeSource = volumeName?:string volumeNamespace?:string fsType?:string readOnly?:bool
  secretRef?:*LocalObjectReference
Volume = name:string VolumeSource.hostPath?:*HostPathVolumeSource VolumeSource.emptyDir?:*EmptyDirVolumeSource
  VolumeSource.gcePersistentDisk?:*GCEPersistentDiskVolumeSource
  VolumeSource.awsElasticBlockStore?:*AWSElasticBlockStoreVolumeSource VolumeSource.gitRepo?:*GitRepoVolumeSource
  VolumeSource.secret?:*SecretVolumeSource VolumeSource.nfs?:*NFSVolumeSource VolumeSource.iscsi?:*ISCSIVolumeSource
  VolumeSource.glusterfs?:*GlusterfsVolumeSource
  VolumeSource.persistentVolumeClaim?:*PersistentVolumeClaimVolumeSource VolumeSource.rbd?:*RBDVolumeSource
  VolumeSource.flexVolume?:*FlexVolumeSource VolumeSource.cinder?:*CinderVolumeSource
  VolumeSource.cephfs?:*CephFSVolumeSource VolumeSource.flocker?:*FlockerVolumeSource
  VolumeSource.downwardAPI?:*DownwardAPIVolumeSource VolumeSource.fc?:*FCVolumeSource
  VolumeSource.azureFile?:*AzureFileVolumeSource VolumeSource.configMap?:*ConfigMapVolumeSource
  VolumeSource.vsphereVolume?:*VsphereVirtualDiskVolumeSource VolumeSource.quobyte?:*QuobyteVolumeSource
  VolumeSource.azureDisk?:*AzureDiskVolumeSource VolumeSource.photonPersistentDisk?:*PhotonPersistentDiskVolumeSource
  VolumeSource.projected?:*ProjectedVolumeSource VolumeSource.portworxVolume?:*PortworxVolumeSource
  VolumeSource.scaleIO?:*ScaleIOVolumeSource VolumeSource.storageos?:*StorageOSVolumeSource
  VolumeSource.csi?:*CSIVolumeSource VolumeSource.ephemeral?:*EphemeralVolumeSource
  VolumeSource.image?:*ImageVolumeSource
VolumeProjection = secret?:*SecretProjection downwardAPI?:*DownwardAPIProjection configMap?:*ConfigMapProjection
  serviceAccountToken?:*ServiceAccountTokenProjection clusterTrustBundle?:*ClusterTrustBundleProjection
  podCertificate?:*PodCertificateProjection
VolumeResourceRequirements = limits?:{ResourceName~string}Quantity requests?:{ResourceName~string}Quantity
VsphereVirtualDiskVolumeSource = volumePath:string fsType?:string storagePolicyName?:string storagePolicyID?:string
`;
