/** Members of what pods are to be, in the notation of `parseStructs`: Kubernetes 1.35. */
export const POD_STRUCTS = `
Affinity = nodeAffinity?:*NodeAffinity podAffinity?:*PodAffinity podAntiAffinity?:*PodAntiAffinity
AppArmorProfile = type:AppArmorProfileType~string localhostProfile?:*string
Capabilities = add?:[]Capability~string drop?:[]Capability~string
ConfigMapEnvSource = LocalObjectReference.name?:string optional?:*bool
ConfigMapKeySelector = LocalObjectReference.name?:string key:string optional?:*bool
Container = name:string image?:string command?:[]string args?:[]string workingDir?:string ports?:[]ContainerPort
  envFrom?:[]EnvFromSource env?:[]EnvVar resources?:ResourceRequirements resizePolicy?:[]ContainerResizePolicy
  restartPolicy?:*ContainerRestartPolicy~string restartPolicyRules?:[]ContainerRestartRule volumeMounts?:[]VolumeMount
  volumeDevices?:[]VolumeDevice livenessProbe?:*Probe readinessProbe?:*Probe startupProbe?:*Probe
  lifecycle?:*Lifecycle terminationMessagePath?:string terminationMessagePolicy?:TerminationMessagePolicy~string
  imagePullPolicy?:PullPolicy~string securityContext?:*SecurityContext stdin?:bool stdinOnce?:bool tty?:bool
ContainerPort = name?:string hostPort?:int32 containerPort:int32 protocol?:Protocol~string hostIP?:string
ContainerResizePolicy = resourceName:ResourceName~string restartPolicy:ResourceResizeRestartPolicy~string
ContainerRestartRule = action?:ContainerRestartRuleAction~string exitCodes?:*ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes = operator?:ContainerRestartRuleOnExitCodesOperator~string values?:[]int32
ContainerUser = linux?:*LinuxContainerUser
EnvFromSource = prefix?:string configMapRef?:*ConfigMapEnvSource secretRef?:*SecretEnvSource
EnvVar = name:string value?:string valueFrom?:*EnvVarSource
EnvVarSource = fieldRef?:*ObjectFieldSelector resourceFieldRef?:*ResourceFieldSelector
  configMapKeyRef?:*ConfigMapKeySelector secretKeyRef?:*SecretKeySelector fileKeyRef?:*FileKeySelector
EphemeralContainer = EphemeralContainerCommon.name:string EphemeralContainerCommon.image?:string
  EphemeralContainerCommon.command?:[]string EphemeralContainerCommon.args?:[]string
  EphemeralContainerCommon.workingDir?:string EphemeralContainerCommon.ports?:[]ContainerPort
  EphemeralContainerCommon.envFrom?:[]EnvFromSource EphemeralContainerCommon.env?:[]EnvVar
  EphemeralContainerCommon.resources?:ResourceRequirements
  EphemeralContainerCommon.resizePolicy?:[]ContainerResizePolicy
  EphemeralContainerCommon.restartPolicy?:*ContainerRestartPolicy~string
  EphemeralContainerCommon.restartPolicyRules?:[]ContainerRestartRule
  EphemeralContainerCommon.volumeMounts?:[]VolumeMount EphemeralContainerCommon.volumeDevices?:[]VolumeDevice
  EphemeralContainerCommon.livenessProbe?:*Probe EphemeralContainerCommon.readinessProbe?:*Probe
  EphemeralContainerCommon.startupProbe?:*Probe EphemeralContainerCommon.lifecycle?:*Lifecycle
  EphemeralContainerCommon.terminationMessagePath?:string
  EphemeralContainerCommon.terminationMessagePolicy?:TerminationMessagePolicy~string
  EphemeralContainerCommon.imagePullPolicy?:PullPolicy~string
  EphemeralContainerCommon.securityContext?:*SecurityContext EphemeralContainerCommon.stdin?:bool
  EphemeralContainerCommon.stdinOnce?:bool EphemeralContainerCommon.tty?:bool targetContainerName?:string
ExecAction = command?:[]string
FileKeySelector = volumeName:string path:string key:string optional?:*bool
GRPCAction = port:int32 service:*string
HTTPGetAction = path?:string port:IntOrString host?:string scheme?:URIScheme~string httpHeaders?:[]HTTPHeader
HTTPHeader = name:string value:string
HostAlias = ip:string hostnames?:[]string
Lifecycle = postStart?:*LifecycleHandler preStop?:*LifecycleHandler stopSignal?:*Signal~string
LifecycleHandler = exec?:*ExecAction httpGet?:*HTTPGetAction tcpSocket?:*TCPSocketAction sleep?:*SleepAction
NodeAffinity = requiredDuringSchedulingIgnoredDuringExecution?:*NodeSelector
  preferredDuringSchedulingIgnoredDuringExecution?:[]PreferredSchedulingTerm
NodeSelector = nodeSelectorTerms:[]NodeSelectorTerm
NodeSelectorRequirement = key:string operator:NodeSelectorOperator~string values?:[]string
NodeSelectorTerm = matchExpressions?:[]NodeSelectorRequirement matchFields?:[]NodeSelectorRequirement
ObjectFieldSelector = apiVersion?:string fieldPath:string
Pod = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:PodSpec status?:PodStatus
PodAffinity = requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
PodAffinityTerm = labelSelector?:*LabelSelector namespaces?:[]string topologyKey:string
  namespaceSelector?:*LabelSelector matchLabelKeys?:[]string mismatchLabelKeys?:[]string
PodAntiAffinity = requiredDuringSchedulingIgnoredDuringExecution?:[]PodAffinityTerm
  preferredDuringSchedulingIgnoredDuringExecution?:[]WeightedPodAffinityTerm
PodDNSConfig = nameservers?:[]string searches?:[]string options?:[]PodDNSConfigOption
PodDNSConfigOption = name?:string value?:*string
PodOS = name:OSName~string
PodReadinessGate = conditionType:PodConditionType~string
PodResourceClaim = name:string resourceClaimName?:*string resourceClaimTemplateName?:*string
PodSchedulingGate = name:string
PodSecurityContext = seLinuxOptions?:*SELinuxOptions windowsOptions?:*WindowsSecurityContextOptions runAsUser?:*int64
  runAsGroup?:*int64 runAsNonRoot?:*bool supplementalGroups?:[]int64
  supplementalGroupsPolicy?:*SupplementalGroupsPolicy~string fsGroup?:*int64 sysctls?:[]Sysctl
  fsGroupChangePolicy?:*PodFSGroupChangePolicy~string seccompProfile?:*SeccompProfile
  appArmorProfile?:*AppArmorProfile seLinuxChangePolicy?:*PodSELinuxChangePolicy~string
PodSpec = volumes?:[]Volume initContainers?:[]Container containers:[]Container
  ephemeralContainers?:[]EphemeralContainer restartPolicy?:RestartPolicy~string terminationGracePeriodSeconds?:*int64
  activeDeadlineSeconds?:*int64 dnsPolicy?:DNSPolicy~string nodeSelector?:{string}string serviceAccountName?:string
  serviceAccount?:string automountServiceAccountToken?:*bool nodeName?:string hostNetwork?:bool hostPID?:bool
  hostIPC?:bool shareProcessNamespace?:*bool securityContext?:*PodSecurityContext
  imagePullSecrets?:[]LocalObjectReference hostname?:string subdomain?:string affinity?:*Affinity
  schedulerName?:string tolerations?:[]Toleration hostAliases?:[]HostAlias priorityClassName?:string priority?:*int32
  dnsConfig?:*PodDNSConfig readinessGates?:[]PodReadinessGate runtimeClassName?:*string enableServiceLinks?:*bool
  preemptionPolicy?:*PreemptionPolicy~string overhead?:{ResourceName~string}Quantity
  topologySpreadConstraints?:[]TopologySpreadConstraint setHostnameAsFQDN?:*bool os?:*PodOS hostUsers?:*bool
  schedulingGates?:[]PodSchedulingGate resourceClaims?:[]PodResourceClaim resources?:*ResourceRequirements
  hostnameOverride?:*string workloadRef?:*WorkloadReference
PodTemplate = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta template?:PodTemplateSpec
PodTemplateSpec = metadata?:ObjectMeta spec?:PodSpec
PreferredSchedulingTerm = weight:int32 preference:NodeSelectorTerm
Probe = ProbeHandler.exec?:*ExecAction ProbeHandler.httpGet?:*HTTPGetAction ProbeHandler.tcpSocket?:*TCPSocketAction
  ProbeHandler.grpc?:*GRPCAction initialDelaySeconds?:int32 timeoutSeconds?:int32 periodSeconds?:int32
  successThreshold?:int32 failureThreshold?:int32 terminationGracePeriodSeconds?:*int64
ResourceClaim = name:string request?:string
ResourceFieldSelector = containerName?:string resource:string divisor?:Quantity
ResourceRequirements = limits?:{ResourceName~string}Quantity requests?:{ResourceName~string}Quantity
  claims?:[]ResourceClaim
SELinuxOptions = user?:string role?:string type?:string level?:string
SeccompProfile = type:SeccompProfileType~string localhostProfile?:*string
SecretEnvSource = LocalObjectReference.name?:string optional?:*bool
SecretKeySelector = LocalObjectReference.name?:string key:string optional?:*bool
SecurityContext = capabilities?:*Capabilities privileged?:*bool seLinuxOptions?:*SELinuxOptions
  windowsOptions?:*WindowsSecurityContextOptions runAsUser?:*int64 runAsGroup?:*int64 runAsNonRoot?:*bool
  readOnlyRootFilesystem?:*bool allowPrivilegeEscalation?:*bool procMount?:*ProcMountType~string
  seccompProfile?:*SeccompProfile appArmorProfile?:*AppArmorProfile
SleepAction = seconds:int64
Sysctl = name:string value:string
TCPSocketAction = port:IntOrString host?:string
Toleration = key?:string operator?:TolerationOperator~string value?:string effect?:TaintEffect~string
  tolerationSeconds?:*int64
TopologySpreadConstraint = maxSkew:int32 topologyKey:string whenUnsatisfiable:UnsatisfiableConstraintAction~string
  labelSelector?:*LabelSelector minDomains?:*int32 nodeAffinityPolicy?:*NodeInclusionPolicy~string
  nodeTaintsPolicy?:*NodeInclusionPolicy~string matchLabelKeys?:[]string
VolumeDevice = name:string devicePath:string
VolumeMount = name:string readOnly?:bool recursiveReadOnly?:*RecursiveReadOnlyMode~string mountPath:string
  subPath?:string mountPropagation?:*MountPropagationMode~string subPathExpr?:string
WeightedPodAffinityTerm = weight:int32 podAffinityTerm:PodAffinityTerm
WindowsSecurityContextOptions = gmsaCredentialSpecName?:*string gmsaCredentialSpec?:*string runAsUserName?:*string
  hostProcess?:*bool
WorkloadReference = name:string podGroup:string podGroupReplicaKey?:string
`;
