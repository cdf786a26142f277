import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Fault, textOf } from '../../../../src/core/fault.ts';
import { connectionOf } from '../../../../src/service/store/postgres/connection-of.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporary-folder.ts';

describe('the URL of a PostgreSQL', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  it.each([
    {
      url: 'postgres://me:p%40ss@db.example:6432/gate',
      then: { host: 'db.example', port: 6432, user: 'me', password: 'p@ss', database: 'gate', ssl: false },
      place: 'PostgreSQL at db.example:6432/gate',
    },
    {
      url: 'postgresql://db/gate?sslmode=require&application_name=gate-1',
      then: { host: 'db', database: 'gate', ssl: { rejectUnauthorized: true }, application_name: 'gate-1' },
      place: 'PostgreSQL at db:5432/gate',
    },
    {
      url: 'postgres://[::1]/gate?sslmode=verify-full',
      then: { host: '::1', ssl: { rejectUnauthorized: true } },
      place: 'PostgreSQL at ::1:5432/gate',
    },
    {
      url: 'postgres:///gate?user=me&host=/var/run/postgresql&options=-c%20search_path%3Dgate',
      then: { host: '/var/run/postgresql', user: 'me', options: '-c search_path=gate', application_name: 'verdict' },
      place: 'PostgreSQL at /var/run/postgresql:5432/gate',
    },
    { url: 'postgres:///gate', then: { database: 'gate' }, place: 'PostgreSQL at its default host:5432/gate' },
  ])('$url says where it is', ({ url, then, place }) => {
    const connection = connectionOf(url);
    expect(connection.config).toMatchObject(then);
    expect(connection.place).toBe(place);
  });

  it('names the files that TLS needs', () => {
    const path = folder.write('ca.crt', 'a certificate');
    const { config } = connectionOf(`postgres://db/gate?sslmode=verify-full&sslrootcert=${path}`);
    expect(config.ssl).toEqual({ rejectUnauthorized: true, ca: 'a certificate' });
  });

  it.each([
    { url: 'http://me:hush@db/gate', text: 'it is no URL of a PostgreSQL' },
    { url: 'me:hush@db/gate', text: 'it is no URL of a PostgreSQL' },
    { url: 'postgres://me:hush@db:99999/gate', text: 'it is no URL of a PostgreSQL' },
    { url: 'postgres://me:hush%@db/gate', text: "it has a '%' that begins no character" },
    { url: 'postgres://me:hush@db/gate?sslmode=prefer', text: "sslmode 'prefer' promises nothing" },
    { url: 'postgres://me:hush@db/gate?sslmode=no-verify', text: "sslmode 'no-verify' promises nothing" },
    { url: 'postgres://me:hush@db/gate?ssl=true', text: "it has 'ssl', and only host, user, sslmode" },
    { url: 'postgres://me:hush@db/gate?sslmode=require&sslkey=/nowhere', text: 'the file of sslkey cannot be read' },
  ])('$url is refused, and its password is not told', ({ url, text }) => {
    const fault = thrownBy(() => connectionOf(url));
    expect(fault).toMatchObject({ code: 'USAGE_INVALID', message: expect.stringContaining(text) });
    expect(JSON.stringify([textOf(fault), fault instanceof Fault ? fault.details : fault])).not.toContain('hush');
    expect(fault).not.toHaveProperty('cause');
  });

  it('is taken out of texts with its password, in both spellings', () => {
    const { redact } = connectionOf('postgres://me:p%40ss@db/gate');
    expect(redact('no p@ss and no p%40ss')).toBe('no *** and no ***');
  });
});

function thrownBy(call: () => unknown): unknown {
  try {
    call();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}
