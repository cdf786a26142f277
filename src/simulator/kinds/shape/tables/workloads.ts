/** Members of ReplicaSets, Deployments, Jobs and PodDisruptionBudgets, in the notation of `parseStructs`: Kubernetes 1.35. */
export const WORKLOADS_STRUCTS = `
Deployment = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:DeploymentSpec
  status?:DeploymentStatus
DeploymentCondition = type:DeploymentConditionType~string status:ConditionStatus~string lastUpdateTime?:Time
  lastTransitionTime?:Time reason?:string message?:string
DeploymentSpec = replicas?:*int32 selector:*LabelSelector template:PodTemplateSpec strategy?:DeploymentStrategy
  minReadySeconds?:int32 revisionHistoryLimit?:*int32 paused?:bool progressDeadlineSeconds?:*int32
DeploymentStatus = observedGeneration?:int64 replicas?:int32 updatedReplicas?:int32 readyReplicas?:int32
  availableReplicas?:int32 unavailableReplicas?:int32 terminatingReplicas?:*int32 conditions?:[]DeploymentCondition
  collisionCount?:*int32
DeploymentStrategy = type?:DeploymentStrategyType~string rollingUpdate?:*RollingUpdateDeployment
Job = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:JobSpec status?:JobStatus
JobCondition = type:JobConditionType~string status:ConditionStatus~string lastProbeTime?:Time lastTransitionTime?:Time
  reason?:string message?:string
JobSpec = parallelism?:*int32 completions?:*int32 activeDeadlineSeconds?:*int64 podFailurePolicy?:*PodFailurePolicy
  successPolicy?:*SuccessPolicy backoffLimit?:*int32 backoffLimitPerIndex?:*int32 maxFailedIndexes?:*int32
  selector?:*LabelSelector manualSelector?:*bool template:PodTemplateSpec ttlSecondsAfterFinished?:*int32
  completionMode?:*CompletionMode~string suspend?:*bool podReplacementPolicy?:*PodReplacementPolicy~string
  managedBy?:*string
JobStatus = conditions?:[]JobCondition startTime?:*Time completionTime?:*Time active?:int32 succeeded?:int32
  failed?:int32 terminating?:*int32 completedIndexes?:string failedIndexes?:*string
  uncountedTerminatedPods?:*UncountedTerminatedPods ready?:*int32
PodDisruptionBudget = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta
  spec?:PodDisruptionBudgetSpec status?:PodDisruptionBudgetStatus
PodDisruptionBudgetSpec = minAvailable?:*IntOrString selector?:*LabelSelector maxUnavailable?:*IntOrString
  unhealthyPodEvictionPolicy?:*UnhealthyPodEvictionPolicyType~string
PodDisruptionBudgetStatus = observedGeneration?:int64 disruptedPods?:{string}Time disruptionsAllowed:int32
  currentHealthy:int32 desiredHealthy:int32 expectedPods:int32 conditions?:[]Condition
PodFailurePolicy = rules:[]PodFailurePolicyRule
PodFailurePolicyOnExitCodesRequirement = containerName?:*string operator:PodFailurePolicyOnExitCodesOperator~string
  values:[]int32
PodFailurePolicyOnPodConditionsPattern = type:PodConditionType~string status:ConditionStatus~string
PodFailurePolicyRule = action:PodFailurePolicyAction~string onExitCodes?:*PodFailurePolicyOnExitCodesRequirement
  onPodConditions?:[]PodFailurePolicyOnPodConditionsPattern
ReplicaSet = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:ReplicaSetSpec
  status?:ReplicaSetStatus
ReplicaSetCondition = type:ReplicaSetConditionType~string status:ConditionStatus~string lastTransitionTime?:Time
  reason?:string message?:string
ReplicaSetSpec = replicas?:*int32 minReadySeconds?:int32 selector:*LabelSelector template?:PodTemplateSpec
ReplicaSetStatus = replicas:int32 fullyLabeledReplicas?:int32 readyReplicas?:int32 availableReplicas?:int32
  terminatingReplicas?:*int32 observedGeneration?:int64 conditions?:[]ReplicaSetCondition
RollingUpdateDeployment = maxUnavailable?:*IntOrString maxSurge?:*IntOrString
SuccessPolicy = rules:[]SuccessPolicyRule
SuccessPolicyRule = succeededIndexes?:*string succeededCount?:*int32
UncountedTerminatedPods = succeeded?:[]UID~string failed?:[]UID~string
`;
