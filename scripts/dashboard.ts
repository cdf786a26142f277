/** `npm run dashboard`: builds the page that `verdict serve` shows into dist/dashboard, and says how large it is. */
import { join } from 'node:path';
import { buildDashboard } from './dashboard/build-dashboard.ts';

const { files, entryBytes } = await buildDashboard(join(import.meta.dirname, '..', 'dist', 'dashboard'));
const kib = (bytes: number): string => `${(bytes / 1024).toFixed(1).padStart(7)} KiB`;
for (const { name, bytes, gzipBytes } of files) console.log(`${kib(bytes)} ${kib(gzipBytes)} gzip  ${name}`);
console.log(`the first page: ${kib(entryBytes.plain).trim()}, ${kib(entryBytes.gzip).trim()} gzip`);
