import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SRC = join(ROOT, 'src');

interface Room {
  readonly mayImport: readonly string[];
  readonly kind: string;
}

/** The table in ARCHITECTURE.md: page and test cannot disagree, because the test reads the page. */
function roomsOfThePage(): ReadonlyMap<string, Room> {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const rows = page.matchAll(/^\| ([a-z]+) \| ([a-z, ]*) ?\| ([a-zA-Z]+) \|$/gm);
  return new Map(
    [...rows].map(([, room = '', imports = '', kind = '']) => [
      room,
      { mayImport: imports.split(',').map((name) => name.trim()), kind },
    ]),
  );
}

const ROOMS = roomsOfThePage();

function sourcesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const FILES = sourcesUnder(SRC).map((path) => ({ path, name: relative(SRC, path), text: readFileSync(path, 'utf8') }));

function roomOf(name: string): string {
  return name.includes(sep) ? (name.split(sep)[0] ?? '') : 'door';
}

/** Imports of our own files, static and dynamic. */
function importsOf({ path, text }: { path: string; text: string }): readonly string[] {
  return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target = '']) =>
    relative(SRC, join(dirname(path), target)),
  );
}

/** What pure code must not reach for. Comments may speak of it. */
const WORLD: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['the clock', /\bDate\.now\(|new Date\(\)|performance\.now\(|process\.hrtime/],
  ['a timer', /\bset(Timeout|Interval|Immediate)\(/],
  ['the process', /\bprocess\./],
  [
    'the network',
    /globalThis\.fetch|await fetch\(|from 'node:(http|https|net|tls|dns|fs|child_process)|from '(axios|undici)'/,
  ],
  ['a logger', /\bconsole\./],
  ['randomness', /Math\.random\(|randomUUID|randomBytes/],
];

/** Kinds of rooms to which time, chance and the outside are handed. */
const MAY_NOT_TOUCH: readonly string[] = ['pure', 'store'];

/** A virtual clock lets a turn of the event loop pass, in which promises settle; no time is asked of it. */
const TOUCHES: ReadonlyMap<string, readonly string[]> = new Map([['simulator/virtual-clock.ts', ['a timer']]]);

/** Files and folders in which a Secret may be opened. */
const MAY_OPEN_SECRETS: readonly string[] = [
  'core/secret.ts',
  'template/secrets.ts',
  'providers/',
  'runner/secrets/known-secrets.ts',
  'service/callbacks/sign-callback.ts',
  'service/access/authenticator.ts',
  'service/access/http/session-routes.ts',
  'service/access/oidc/sign-in.ts',
  'cli/token/create-token.ts',
  'cli/run/remote/service.ts',
];

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
}

describe('the house', () => {
  it('is described: the page has a row for every room that exists', () => {
    const missing = new Set(
      FILES.map(({ name }) => roomOf(name)).filter((room) => room !== 'door' && !ROOMS.has(room)),
    );
    expect([...missing]).toEqual([]);
    expect(ROOMS.size).toBeGreaterThan(10);
  });

  it.each(FILES.filter(({ name }) => roomOf(name) !== 'door'))('$name imports only what its room may', (file) => {
    const room = roomOf(file.name);
    const allowed = ROOMS.get(room)?.mayImport ?? [];
    const strays = importsOf(file).filter((target) => {
      const other = roomOf(target);
      return other !== room && other !== 'core' && !allowed.includes('any') && !allowed.includes(other);
    });
    expect(strays).toEqual([]);
  });

  it.each(FILES.filter(({ name }) => MAY_NOT_TOUCH.includes(ROOMS.get(roomOf(name))?.kind ?? '')))(
    '$name touches nothing of the world',
    ({ name, text }) => {
      const code = withoutComments(text);
      const touched = WORLD.filter(([, pattern]) => pattern.test(code)).map(([what]) => what);
      expect(touched).toEqual(TOUCHES.get(name) ?? []);
    },
  );

  it.each(FILES)('$name has a kebab-case name and a size one can read', ({ name, text }) => {
    expect(name).toMatch(/^([a-z0-9-]+[\\/])*[a-z0-9-]+\.tsx?$/);
    expect(text.split('\n').length).toBeLessThan(500);
  });

  it('opens a Secret only where it is handed to a backend, masked out of texts, or compared with what is known', () => {
    const openers = FILES.filter(({ text }) => /\.open\(\)/.test(withoutComments(text))).map(({ name }) => name);
    expect(openers.filter((name) => !MAY_OPEN_SECRETS.some((place) => name.startsWith(place)))).toEqual([]);
  });

  it('keeps heavy libraries out of the start: they are only imported where they are needed, and dynamically', () => {
    const heavy =
      /^import (?!type\b)[^;]*from '(@kubernetes\/client-node|@datadog\/[^']+|@aws-[^']+|@smithy\/[^']+|jsonata)[^']*'/m;
    const loadedLate = /^(kube|providers[\\/]auth)[\\/]/;
    expect(
      FILES.filter(({ name, text }) => heavy.test(text) && !loadedLate.test(name)).map(({ name }) => name),
    ).toEqual([]);
  });
});
