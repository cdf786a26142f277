const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const HOST_PART = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const HOST = `(?:${HOST_PART}(?:\\.${HOST_PART})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const IMAGE = new RegExp(`^(?:${HOST}/)?${COMPONENT}(?:/${COMPONENT})*(?::(?<tag>\\w[\\w.-]{0,127}))?(?<digest>@.+)?$`);

/**
 * How an image is pulled if nobody says: always where its tag is `latest` or where it has neither tag nor digest, else only if it is not there.
 *
 * @param image  such as `registry.shop:5000/web:v2@sha256:…`
 */
export function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  const found = IMAGE.exec(image);
  // What is no image has no tag, not even the one that images have by default.
  if (found === null) return 'IfNotPresent';
  const { tag, digest } = found.groups ?? {};
  return (tag ?? (digest === undefined ? 'latest' : '')) === 'latest' ? 'Always' : 'IfNotPresent';
}
