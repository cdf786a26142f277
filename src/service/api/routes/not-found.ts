import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Fault } from '../../../core/fault.ts';
import type { Api, ApiParts } from '../api-parts.ts';
import { sendProblem } from '../problem/answer-problems.ts';

/** What is at no address, and what an address does not take. */
interface Route {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/**
 * Answers what no route answers: 405 with `Allow` at an address that takes other methods, `OPTIONS` with the same, the dashboard for a page
 * that its own script knows, and 404 for all else. Must be called before any route is added.
 */
export function answerStrays(api: Api, { folders }: Pick<ApiParts, 'folders'>): void {
  const hasDashboard = existsSync(join(folders.dashboard, 'index.html'));
  const routes = new Map<string, Route>();
  api.addHook('onRoute', ({ url, method }) => {
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set(['OPTIONS']) };
    for (const one of [method].flat()) route.methods.add(one);
    routes.set(url, route);
  });
  api.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const allowed = [...routes.values()].find(({ pattern }) => pattern.test(path))?.methods;
    if (allowed !== undefined) return notAllowed(request, reply, [...allowed].sort().join(', '));
    if (hasDashboard && isPage(request, path)) return reply.sendFile('index.html', folders.dashboard);
    throw new Fault('NOT_FOUND', `there is nothing at ${JSON.stringify(path.slice(0, 200))}`);
  });
}

function notAllowed(request: FastifyRequest, reply: FastifyReply, allow: string): FastifyReply {
  void reply.header('allow', allow);
  if (request.method === 'OPTIONS') return reply.code(204).send();
  const text = `${request.method} is not taken here; ${allow} are`;
  return sendProblem(reply, new Fault('METHOD_NOT_ALLOWED', text));
}

function patternOf(url: string): RegExp {
  const parts = url.split(/(::|:\w+)/).map((part) => {
    if (part === '::') return ':';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}

function pathOf({ url }: FastifyRequest): string {
  return url.split('?')[0] ?? '';
}

/** Whether a browser asks for a page: the API has none, and what is built lies under `assets`. Names of templates, and so pages, may have dots. */
function isPage({ method, headers }: FastifyRequest, path: string): boolean {
  const wantsHtml = (headers.accept ?? '').includes('text/html');
  const isOther = path.startsWith('/api/') || path.startsWith('/assets/') || /^\/[^/]*\.[^/]*$/.test(path);
  return (method === 'GET' || method === 'HEAD') && wantsHtml && !isOther;
}
