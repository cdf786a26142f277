/** What is said on stderr instead of an empty table. */
export const NOTHING_FOUND = 'No resources found.\n';
