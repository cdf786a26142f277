import { type Alias, isAlias, isNode, type Node, visit, type Document as YamlDocument } from 'yaml';

/**
 * What each alias of a document stands for: the newest node with its anchor before it. Those without one are not there. Found in one walk, because
 * `Alias.resolve` walks through the whole document for every alias.
 */
export function targetsOfAliases(document: YamlDocument): ReadonlyMap<Alias, Node> {
  const anchored = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      const target = anchored.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') anchored.set(node.anchor, node);
  });
  return targets;
}
