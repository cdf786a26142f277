import { page } from './page.ts';

/** Files of Swagger UI that the page takes. */
export const SWAGGER_FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'] as const;

/** The page that shows the API to people. Its script is a file, because the content security policy takes none inside a page. */
export function docsPage(): string {
  return page({
    title: 'Verdict API',
    // Browsers would look for an icon elsewhere.
    head: '<link rel="stylesheet" href="/api/docs/swagger-ui.css">',
    body: `<div id="api"></div>
<noscript>This page needs scripts. <a href="/api/openapi.json">The OpenAPI document</a> says the same.</noscript>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>`,
  });
}

export function docsScript(): string {
  return `window.ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  validatorUrl: null,
  persistAuthorization: false,
  defaultModelsExpandDepth: 0,
  docExpansion: 'list',
});
`;
}

/** In place of Swagger UI where its files are not. */
export function plainDocsPage(): string {
  return page({
    title: 'Verdict API',
    body: '<h1>Verdict API</h1><p>The files that show it here are not installed. <a href="/api/openapi.json">The OpenAPI document</a> says the same.</p>',
  });
}
