/** Members of Services, their endpoints, and Ingresses, in the notation of `parseStructs`: Kubernetes 1.35. */
export const NETWORK_STRUCTS = `
ClientIPConfig = timeoutSeconds?:*int32
Endpoint = addresses:[]string conditions?:EndpointConditions hostname?:*string targetRef?:*ObjectReference
  deprecatedTopology?:{string}string nodeName?:*string zone?:*string hints?:*EndpointHints
EndpointAddress = ip:string hostname?:string nodeName?:*string targetRef?:*ObjectReference
EndpointConditions = ready?:*bool serving?:*bool terminating?:*bool
EndpointHints = forZones?:[]ForZone forNodes?:[]ForNode
EndpointPort = name?:string port:int32 protocol?:Protocol~string appProtocol?:*string
EndpointSlice = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta addressType:AddressType~string
  endpoints:[]Endpoint ports:[]SliceEndpointPort
EndpointSubset = addresses?:[]EndpointAddress notReadyAddresses?:[]EndpointAddress ports?:[]EndpointPort
Endpoints = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta subsets?:[]EndpointSubset
ForNode = name:string
ForZone = name:string
HTTPIngressPath = path?:string pathType:*PathType~string backend:IngressBackend
HTTPIngressRuleValue = paths:[]HTTPIngressPath
Ingress = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:IngressSpec
  status?:IngressStatus
IngressBackend = service?:*IngressServiceBackend resource?:*TypedLocalObjectReference
IngressClass = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:IngressClassSpec
IngressClassParametersReference = apiGroup?:*string kind:string name:string scope:*string namespace?:*string
IngressClassSpec = controller?:string parameters?:*IngressClassParametersReference
IngressLoadBalancerIngress = ip?:string hostname?:string ports?:[]IngressPortStatus
IngressLoadBalancerStatus = ingress?:[]IngressLoadBalancerIngress
IngressPortStatus = port:int32 protocol:Protocol~string error?:*string
IngressRule = host?:string IngressRuleValue.http?:*HTTPIngressRuleValue
IngressServiceBackend = name:string port?:ServiceBackendPort
IngressSpec = ingressClassName?:*string defaultBackend?:*IngressBackend tls?:[]IngressTLS rules?:[]IngressRule
IngressStatus = loadBalancer?:IngressLoadBalancerStatus
IngressTLS = hosts?:[]string secretName?:string
LoadBalancerIngress = ip?:string hostname?:string ipMode?:*LoadBalancerIPMode~string ports?:[]PortStatus
LoadBalancerStatus = ingress?:[]LoadBalancerIngress
PortStatus = port:int32 protocol:Protocol~string error?:*string
Service = TypeMeta.kind?:string TypeMeta.apiVersion?:string metadata?:ObjectMeta spec?:ServiceSpec
  status?:ServiceStatus
ServiceBackendPort = name?:string number?:int32
ServicePort = name?:string protocol?:Protocol~string appProtocol?:*string port:int32 targetPort?:IntOrString
  nodePort?:int32
ServiceReference = namespace:string name:string path?:*string port?:*int32
ServiceSpec = ports?:[]ServicePort selector?:{string}string clusterIP?:string clusterIPs?:[]string
  type?:ServiceType~string externalIPs?:[]string sessionAffinity?:ServiceAffinity~string loadBalancerIP?:string
  loadBalancerSourceRanges?:[]string externalName?:string externalTrafficPolicy?:ServiceExternalTrafficPolicy~string
  healthCheckNodePort?:int32 publishNotReadyAddresses?:bool sessionAffinityConfig?:*SessionAffinityConfig
  ipFamilies?:[]IPFamily~string ipFamilyPolicy?:*IPFamilyPolicy~string allocateLoadBalancerNodePorts?:*bool
  loadBalancerClass?:*string internalTrafficPolicy?:*ServiceInternalTrafficPolicy~string trafficDistribution?:*string
ServiceStatus = loadBalancer?:LoadBalancerStatus conditions?:[]Condition
SessionAffinityConfig = clientIP?:*ClientIPConfig
SliceEndpointPort = name?:*string protocol?:*Protocol~string port?:*int32 appProtocol?:*string
`;
