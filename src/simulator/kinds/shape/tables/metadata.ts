/** Members of metadata of objects, selectors and references, in the notation of `parseStructs`: Kubernetes 1.35. */
export const METADATA_STRUCTS = `
Condition = type:string status:ConditionStatus~string observedGeneration?:int64 lastTransitionTime:Time reason:string
  message:string
LabelSelector = matchLabels?:{string}string matchExpressions?:[]LabelSelectorRequirement
LabelSelectorRequirement = key:string operator:LabelSelectorOperator~string values?:[]string
LocalObjectReference = name?:string
ManagedFieldsEntry = manager?:string operation?:ManagedFieldsOperationType~string apiVersion?:string time?:*Time
  fieldsType?:string fieldsV1?:*any subresource?:string
ObjectMeta = name?:string generateName?:string namespace?:string selfLink?:string uid?:UID~string
  resourceVersion?:string generation?:int64 creationTimestamp!:Time deletionTimestamp?:*Time
  deletionGracePeriodSeconds?:*int64 labels?:{string}string annotations?:{string}string
  ownerReferences?:[]OwnerReference finalizers?:[]string managedFields?:[]ManagedFieldsEntry
ObjectReference = kind?:string namespace?:string name?:string uid?:UID~string apiVersion?:string
  resourceVersion?:string fieldPath?:string
OwnerReference = apiVersion:string kind:string name:string uid:UID~string controller?:*bool blockOwnerDeletion?:*bool
TypedLocalObjectReference = apiGroup:*string kind:string name:string
TypedObjectReference = apiGroup:*string kind:string name:string namespace?:*string
`;
