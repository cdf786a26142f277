/** The path of a member: `spec.metrics`, or `labels['app.kubernetes.io/name']` where the name is no plain word. */
export function memberPath(path: string, name: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(name)) return `${path}['${name}']`;
  return path === '' ? name : `${path}.${name}`;
}

/** The path of an item of a list: `spec.metrics[0]`. */
export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}
