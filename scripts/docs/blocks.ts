const BLOCK = /<!-- made: (?<name>[\w-]+) -->[\s\S]*?<!-- end -->/g;

/**
 * The page with every block `<!-- made: NAME --> … <!-- end -->` filled in anew; what stands around the blocks is written by hand.
 *
 * @throws Error for a block that nobody makes
 */
export function fillBlocks(page: string, made: ReadonlyMap<string, () => string>): string {
  return page.replace(BLOCK, (_block, name: string) => {
    const make = made.get(name);
    if (make === undefined)
      throw new Error(`nobody makes the block "${name}"; there are ${[...made.keys()].join(', ')}`);
    return `<!-- made: ${name} -->\n${make()}\n<!-- end -->`;
  });
}
