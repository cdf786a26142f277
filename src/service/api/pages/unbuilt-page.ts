import { page } from './page.ts';

/** In place of the dashboard where it has not been built, as in a fresh checkout. */
export function unbuiltPage(): string {
  return page({
    title: 'Verdict',
    body: `<h1>Verdict is running</h1>
<p>Its dashboard has not been built: run <code>npm run dashboard</code>, and start <code>verdict serve</code> again.</p>
<p><a href="/api/docs">The API</a> is there.</p>`,
  });
}
