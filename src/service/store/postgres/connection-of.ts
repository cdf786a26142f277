import { readFileSync } from 'node:fs';
import type { ClientConfig } from 'pg';
import { Fault, textOf } from '../../../core/fault.ts';

/** How a PostgreSQL is reached. */
export interface Connection {
  /** For the driver. */
  readonly config: Readonly<ClientConfig>;
  /** What it is called in texts: host, port and database. */
  readonly place: string;
  /** Takes the password out of a text. */
  readonly redact: (text: string) => string;
}

const KNOWN = ['host', 'user', 'sslmode', 'sslrootcert', 'sslcert', 'sslkey', 'application_name', 'options'];
const PLAIN = ['disable'];
const VERIFIED = ['require', 'verify-ca', 'verify-full'];
const DEFAULT_PORT = 5432;

/**
 * Reads the URL of a PostgreSQL: `postgres://user:password@host:5432/database?sslmode=verify-full&sslrootcert=FILE`. A `host` behind the
 * question mark may be the folder of a socket; the user then stands there too, or in PGUSER. Every TLS mode means a verified one, by name too; a connection that is only perhaps
 * encrypted is refused. Without `sslmode` it is not encrypted. What the URL does not say comes from the driver's own variables, such as
 * PGPASSWORD.
 *
 * @throws Fault USAGE_INVALID, without the password
 */
export function connectionOf(url: string): Connection {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !['postgres:', 'postgresql:'].includes(parsed.protocol)) {
    throw refused('it is no URL of a PostgreSQL');
  }
  const settings = parsed.searchParams;
  const unknown = [...settings.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw refused(`it has '${unknown}', and only ${KNOWN.join(', ')} are understood`);
  const host = settings.get('host') ?? parsed.hostname.replace(/^\[(.*)\]$/u, '$1');
  const port = parsed.port === '' ? DEFAULT_PORT : Number(parsed.port);
  const user = settings.get('user') ?? decoded(parsed.username);
  const [password, database] = [decoded(parsed.password), decoded(parsed.pathname.slice(1))];
  const options = settings.get('options');
  return {
    config: {
      ...(host !== '' && { host }),
      ...(parsed.port !== '' && { port }),
      ...(user && { user }),
      ...(password && { password }),
      ...(database && { database }),
      ...(options !== null && { options }),
      application_name: settings.get('application_name') ?? 'verdict',
      ssl: tlsOf(settings),
    },
    place: `PostgreSQL at ${host === '' ? 'its default host' : host}:${port}${parsed.pathname}`,
    redact: (text) =>
      [password, parsed.password].reduce<string>((rest, part) => (part ? rest.replaceAll(part, '***') : rest), text),
  };
}

function tlsOf(settings: URLSearchParams): Exclude<ClientConfig['ssl'], undefined> {
  const mode = settings.get('sslmode') ?? 'disable';
  if (PLAIN.includes(mode)) return false;
  if (!VERIFIED.includes(mode)) {
    throw refused(`sslmode '${mode}' promises nothing: ${[...PLAIN, ...VERIFIED].join(', ')} are understood`);
  }
  const file = (name: string): string | undefined => {
    const path = settings.get(name);
    return path === null ? undefined : textOfFile(name, path);
  };
  const [ca, cert, key] = [file('sslrootcert'), file('sslcert'), file('sslkey')];
  return {
    rejectUnauthorized: true,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  };
}

function textOfFile(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    throw refused(`the file of ${name} cannot be read: ${textOf(thrown)}`);
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw refused("it has a '%' that begins no character: write it as '%25'");
  }
}

function refused(why: string): Fault {
  return new Fault(
    'USAGE_INVALID',
    `the URL of the database cannot be used, ${why}. It looks like postgres://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full`,
  );
}
