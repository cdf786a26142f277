import type { Api, ApiParts } from '../api-parts.ts';
import { compileCheck } from '../check/compile-check.ts';
import { parseDocuments } from '../check/parse-bodies.ts';
import { FOR_ALL, IN_NAMESPACE } from './template-place.ts';
import { templateReadingRoutes } from './template-reading-routes.ts';
import { templateValidation, templateWritingRoutes } from './template-writing-routes.ts';

/** Calls for the AnalysisTemplates of a namespace, and for ClusterAnalysisTemplates. */
export function templateRoutes(api: Api, parts: ApiParts): void {
  // Whole documents are read where it can be told on which line something stands.
  api.setValidatorCompiler((route) =>
    route.httpPart === 'body' ? (value: unknown) => ({ value }) : compileCheck(route),
  );
  parseDocuments(api);
  for (const place of [IN_NAMESPACE, FOR_ALL]) {
    templateReadingRoutes(api, parts, place);
    templateWritingRoutes(api, parts, place);
    templateValidation(api, parts, place);
  }
}
