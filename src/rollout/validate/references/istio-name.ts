/**
 * Reads how a Rollout names a VirtualService: `name`, or `name.namespace`, with or without `.cluster.local`. Names may have dots,
 * namespaces have none.
 *
 * @param ownNamespace  where it is when none is named
 */
export function readIstioName(
  written: string,
  ownNamespace: string,
): { readonly name: string; readonly namespace: string } {
  const parts = written.replace(/\.cluster\.local$/, '').split('.');
  const namespace = parts.length > 1 ? parts.pop() : undefined;
  return { name: parts.join('.'), namespace: namespace || ownNamespace };
}
