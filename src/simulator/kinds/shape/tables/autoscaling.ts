/** Members of HorizontalPodAutoscalers, in the notation of `parseStructs`: Kubernetes 1.35. */
export const AUTOSCALING_STRUCTS = `
v2.ContainerResourceMetricSource = name:ResourceName~string target:v2.MetricTarget container:string
v2.ContainerResourceMetricStatus = name:ResourceName~string current:v2.MetricValueStatus container:string
v2.CrossVersionObjectReference = kind:string name:string apiVersion?:string
v2.ExternalMetricSource = metric:v2.MetricIdentifier target:v2.MetricTarget
v2.ExternalMetricStatus = metric:v2.MetricIdentifier current:v2.MetricValueStatus
v2.HPAScalingPolicy = type:HPAScalingPolicyType~string value:int32 periodSeconds:int32
v2.HPAScalingRules = stabilizationWindowSeconds?:*int32 selectPolicy?:*ScalingPolicySelect~string
  policies?:[]v2.HPAScalingPolicy tolerance?:*Quantity
HorizontalPodAutoscaler = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta
  spec?:v2.HorizontalPodAutoscalerSpec status?:v2.HorizontalPodAutoscalerStatus
v2.HorizontalPodAutoscalerBehavior = scaleUp?:*v2.HPAScalingRules scaleDown?:*v2.HPAScalingRules
v2.HorizontalPodAutoscalerCondition = type:HorizontalPodAutoscalerConditionType~string status:ConditionStatus~string
  lastTransitionTime?:Time reason?:string message?:string
v2.HorizontalPodAutoscalerSpec = scaleTargetRef:v2.CrossVersionObjectReference minReplicas?:*int32 maxReplicas:int32
  metrics?:[]v2.MetricSpec behavior?:*v2.HorizontalPodAutoscalerBehavior
v2.HorizontalPodAutoscalerStatus = observedGeneration?:*int64 lastScaleTime?:*Time currentReplicas?:int32
  desiredReplicas:int32 currentMetrics:[]v2.MetricStatus conditions?:[]v2.HorizontalPodAutoscalerCondition
v2.MetricIdentifier = name:string selector?:*LabelSelector
v2.MetricSpec = type:MetricSourceType~string object?:*v2.ObjectMetricSource pods?:*v2.PodsMetricSource
  resource?:*v2.ResourceMetricSource containerResource?:*v2.ContainerResourceMetricSource
  external?:*v2.ExternalMetricSource
v2.MetricStatus = type:MetricSourceType~string object?:*v2.ObjectMetricStatus pods?:*v2.PodsMetricStatus
  resource?:*v2.ResourceMetricStatus containerResource?:*v2.ContainerResourceMetricStatus
  external?:*v2.ExternalMetricStatus
v2.MetricTarget = type:MetricTargetType~string value?:*Quantity averageValue?:*Quantity averageUtilization?:*int32
v2.MetricValueStatus = value?:*Quantity averageValue?:*Quantity averageUtilization?:*int32
v2.ObjectMetricSource = describedObject:v2.CrossVersionObjectReference target:v2.MetricTarget
  metric:v2.MetricIdentifier
v2.ObjectMetricStatus = metric:v2.MetricIdentifier current:v2.MetricValueStatus
  describedObject:v2.CrossVersionObjectReference
v2.PodsMetricSource = metric:v2.MetricIdentifier target:v2.MetricTarget
v2.PodsMetricStatus = metric:v2.MetricIdentifier current:v2.MetricValueStatus
v2.ResourceMetricSource = name:ResourceName~string target:v2.MetricTarget
v2.ResourceMetricStatus = name:ResourceName~string current:v2.MetricValueStatus
`;
