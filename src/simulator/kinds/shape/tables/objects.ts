/** Members of the small kinds, nodes, and CustomResourceDefinitions, in the notation of `parseStructs`: Kubernetes 1.35. */
export const OBJECTS_STRUCTS = `
AttachedVolume = name:UniqueVolumeName~string devicePath:string
ConfigMap = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta immutable?:*bool
  data?:{string}string binaryData?:{string}bytes
ConfigMapNodeConfigSource = namespace:string name:string uid?:UID~string resourceVersion?:string
  kubeletConfigKey:string
ContainerImage = names:[]string sizeBytes?:int64
CustomResourceColumnDefinition = name:string type:string format?:string description?:string priority?:int32
  jsonPath:string
CustomResourceConversion = strategy:ConversionStrategyType~string webhook?:*WebhookConversion
CustomResourceDefinition = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta
  spec:CustomResourceDefinitionSpec status?:CustomResourceDefinitionStatus
CustomResourceDefinitionCondition = type:CustomResourceDefinitionConditionType~string status:ConditionStatus~string
  lastTransitionTime?:Time reason?:string message?:string observedGeneration?:int64
CustomResourceDefinitionNames = plural:string singular?:string shortNames?:[]string kind:string listKind?:string
  categories?:[]string
CustomResourceDefinitionSpec = group:string names:CustomResourceDefinitionNames scope:ResourceScope~string
  versions:[]CustomResourceDefinitionVersion conversion?:*CustomResourceConversion preserveUnknownFields?:bool
CustomResourceDefinitionStatus = conditions:[]CustomResourceDefinitionCondition
  acceptedNames:CustomResourceDefinitionNames storedVersions:[]string observedGeneration?:int64
CustomResourceDefinitionVersion = name:string served:bool storage:bool deprecated?:bool deprecationWarning?:*string
  schema?:*CustomResourceValidation subresources?:*CustomResourceSubresources
  additionalPrinterColumns?:[]CustomResourceColumnDefinition selectableFields?:[]SelectableField
CustomResourceSubresourceScale = specReplicasPath:string statusReplicasPath:string labelSelectorPath?:*string
CustomResourceSubresourceStatus =
CustomResourceSubresources = status?:*CustomResourceSubresourceStatus scale?:*CustomResourceSubresourceScale
CustomResourceValidation = openAPIV3Schema?:*any
DaemonEndpoint = Port:int32
Event = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata:ObjectMeta involvedObject:ObjectReference
  reason?:string message?:string source?:EventSource firstTimestamp?:Time lastTimestamp?:Time count?:int32
  type?:string eventTime?:MicroTime series?:*EventSeries action?:string related?:*ObjectReference
  reportingComponent:string reportingInstance:string
EventSeries = count?:int32 lastObservedTime?:MicroTime
EventSource = component?:string host?:string
Lease = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:LeaseSpec
LeaseSpec = holderIdentity?:*string leaseDurationSeconds?:*int32 acquireTime?:*MicroTime renewTime?:*MicroTime
  leaseTransitions?:*int32 strategy?:*CoordinatedLeaseStrategy~string preferredHolder?:*string
Namespace = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:NamespaceSpec
  status?:NamespaceStatus
NamespaceCondition = type:NamespaceConditionType~string status:ConditionStatus~string lastTransitionTime?:Time
  reason?:string message?:string
NamespaceSpec = finalizers?:[]FinalizerName~string
NamespaceStatus = phase?:NamespacePhase~string conditions?:[]NamespaceCondition
Node = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:NodeSpec status?:NodeStatus
NodeAddress = type:NodeAddressType~string address:string
NodeCondition = type:NodeConditionType~string status:ConditionStatus~string lastHeartbeatTime?:Time
  lastTransitionTime?:Time reason?:string message?:string
NodeConfigSource = configMap?:*ConfigMapNodeConfigSource
NodeConfigStatus = assigned?:*NodeConfigSource active?:*NodeConfigSource lastKnownGood?:*NodeConfigSource
  error?:string
NodeDaemonEndpoints = kubeletEndpoint?:DaemonEndpoint
NodeFeatures = supplementalGroupsPolicy?:*bool
NodeRuntimeHandler = name:string features?:*NodeRuntimeHandlerFeatures
NodeRuntimeHandlerFeatures = recursiveReadOnlyMounts?:*bool userNamespaces?:*bool
NodeSpec = podCIDR?:string podCIDRs?:[]string providerID?:string unschedulable?:bool taints?:[]Taint
  configSource?:*NodeConfigSource externalID?:string
NodeStatus = capacity?:{ResourceName~string}Quantity allocatable?:{ResourceName~string}Quantity
  phase?:NodePhase~string conditions?:[]NodeCondition addresses?:[]NodeAddress daemonEndpoints?:NodeDaemonEndpoints
  nodeInfo?:NodeSystemInfo images?:[]ContainerImage volumesInUse?:[]UniqueVolumeName~string
  volumesAttached?:[]AttachedVolume config?:*NodeConfigStatus runtimeHandlers?:[]NodeRuntimeHandler
  features?:*NodeFeatures declaredFeatures?:[]string
NodeSwapStatus = capacity?:*int64
NodeSystemInfo = machineID:string systemUUID:string bootID:string kernelVersion:string osImage:string
  containerRuntimeVersion:string kubeletVersion:string kubeProxyVersion:string operatingSystem:string
  architecture:string swap?:*NodeSwapStatus
Secret = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta immutable?:*bool data?:{string}bytes
  stringData?:{string}string type?:SecretType~string
SelectableField = jsonPath:string
ServiceAccount = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta secrets?:[]ObjectReference
  imagePullSecrets?:[]LocalObjectReference automountServiceAccountToken?:*bool
Taint = key:string value?:string effect:TaintEffect~string timeAdded?:*Time
WebhookClientConfig = url?:*string service?:*ServiceReference caBundle?:bytes
WebhookConversion = clientConfig?:*WebhookClientConfig conversionReviewVersions:[]string
`;
