import { describe, expect, it } from 'vitest';
import { listenPlace, refuseOpenToAll } from '../../../src/cli/serve/listen-place.ts';

describe('--listen', () => {
  it.each([
    ['127.0.0.1:8765', { host: '127.0.0.1', port: 8765, isLoopback: true }],
    ['127.9.9.9:1', { host: '127.9.9.9', port: 1, isLoopback: true }],
    ['localhost:0', { host: 'localhost', port: 0, isLoopback: true }],
    ['[::1]:8765', { host: '::1', port: 8765, isLoopback: true }],
    ['0.0.0.0:80', { host: '0.0.0.0', port: 80, isLoopback: false }],
    ['[::]:80', { host: '::', port: 80, isLoopback: false }],
    [':8765', { host: '::', port: 8765, isLoopback: false }],
    ['verdict.example.com:443', { host: 'verdict.example.com', port: 443, isLoopback: false }],
    ['127.example.com:443', { host: '127.example.com', port: 443, isLoopback: false }],
  ])('%s is read', (text, place) => {
    expect(listenPlace(text)).toEqual(place);
  });

  it.each([
    '',
    '8765',
    'localhost',
    'localhost:',
    'localhost:http',
    '127.0.0.1:65536',
    '::1:8765',
    '[::1]',
    '[localhost]:1',
    'a:b:1',
    'http://localhost:1',
  ])('%j is refused', (text) => {
    expect(() => listenPlace(text)).toThrow('HOST:PORT was expected, such as 127.0.0.1:8765');
  });

  it.each([
    ['127.0.0.1:1', true, false, false],
    ['0.0.0.0:1', false, false, false],
    ['0.0.0.0:1', true, true, false],
    ['0.0.0.0:1', true, false, true],
  ])('%s, open %s, allowed %s: refused %s', (text, isOpen, isAllowed, isRefused) => {
    const refuse = (): void => refuseOpenToAll(listenPlace(text), isOpen, isAllowed);
    if (isRefused) expect(refuse).toThrow('--allow-unauthenticated');
    else expect(refuse).not.toThrow();
  });
});
