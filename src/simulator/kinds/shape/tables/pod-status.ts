/** Members of the status of pods, in the notation of `parseStructs`: Kubernetes 1.35. */
export const POD_STATUS_STRUCTS = `
ContainerExtendedResourceRequest = containerName:string resourceName:string requestName:string
ContainerState = waiting?:*ContainerStateWaiting running?:*ContainerStateRunning terminated?:*ContainerStateTerminated
ContainerStateRunning = startedAt?:Time
ContainerStateTerminated = exitCode:int32 signal?:int32 reason?:string message?:string startedAt?:Time
  finishedAt?:Time containerID?:string
ContainerStateWaiting = reason?:string message?:string
ContainerStatus = name:string state?:ContainerState lastState?:ContainerState ready:bool restartCount:int32
  image:string imageID:string containerID?:string started?:*bool allocatedResources?:{ResourceName~string}Quantity
  resources?:*ResourceRequirements volumeMounts?:[]VolumeMountStatus user?:*ContainerUser
  allocatedResourcesStatus?:[]ResourceStatus stopSignal?:*Signal~string
HostIP = ip:string
LinuxContainerUser = uid:int64 gid:int64 supplementalGroups?:[]int64
PodCondition = type:PodConditionType~string observedGeneration?:int64 status:ConditionStatus~string
  lastProbeTime?:Time lastTransitionTime?:Time reason?:string message?:string
PodExtendedResourceClaimStatus = requestMappings:[]ContainerExtendedResourceRequest resourceClaimName:string
PodIP = ip:string
PodResourceClaimStatus = name:string resourceClaimName?:*string
PodStatus = observedGeneration?:int64 phase?:PodPhase~string conditions?:[]PodCondition message?:string reason?:string
  nominatedNodeName?:string hostIP?:string hostIPs?:[]HostIP podIP?:string podIPs?:[]PodIP startTime?:*Time
  initContainerStatuses?:[]ContainerStatus containerStatuses?:[]ContainerStatus qosClass?:PodQOSClass~string
  ephemeralContainerStatuses?:[]ContainerStatus resize?:PodResizeStatus~string
  resourceClaimStatuses?:[]PodResourceClaimStatus extendedResourceClaimStatus?:*PodExtendedResourceClaimStatus
  allocatedResources?:{ResourceName~string}Quantity resources?:*ResourceRequirements
ResourceHealth = resourceID:ResourceID~string health?:ResourceHealthStatus~string
ResourceStatus = name:ResourceName~string resources?:[]ResourceHealth
VolumeMountStatus = name:string mountPath:string readOnly?:bool recursiveReadOnly?:*RecursiveReadOnlyMode~string
`;
