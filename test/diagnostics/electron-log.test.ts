import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLog } from '../../main/diagnostics/electron-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenwatt-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const now = () => Date.UTC(2026, 10, 22, 1, 38, 0, 123);
const read = (name: string) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');

describe('the log file', () => {
  it('holds a line an event, with time, level and facts', () => {
    const log = createFileLog({ folder: join(folder, 'made'), name: 'browser', now, homeFolders: [] });
    log.info('pool: page read', { pages: 3, source: 'text-layer', reason: 'two words', missing: undefined });
    log.warn('pool: slow');
    expect(read(join('made', 'browser.log'))).toBe(
      '2026-11-22T01:38:00.123Z info  pool: page read pages=3 source=text-layer reason="two words"\n' +
        '2026-11-22T01:38:00.123Z warn  pool: slow\n',
    );
  });

  it('holds an error with its stack and its cause', () => {
    const log = createFileLog({ folder, name: 'browser', now, homeFolders: [] });
    log.error('sync: failed', new Error('outer', { cause: new TypeError('inner') }), { attempt: 2 });
    const lines = read('browser.log').split('\n');
    expect(lines[0]).toContain('error sync: failed attempt=2');
    expect(lines[1]).toBe('  Error: outer');
    expect(lines.some((line) => line.startsWith('  caused by TypeError: inner'))).toBe(true);
    expect(lines.some((line) => line.includes('electron-log.test.ts'))).toBe(true);
  });

  it('tells every one of several errors thrown together', () => {
    const log = createFileLog({ folder, name: 'browser', now, homeFolders: [] });
    log.error('app: not stopped', new AggregateError([new TypeError('first'), 'second'], 'both failed'));
    const lines = read('browser.log').split('\n');
    expect(lines[1]).toBe('  AggregateError: both failed');
    expect(lines.some((line) => line.startsWith('  one of them TypeError: first'))).toBe(true);
    expect(lines).toContain('  one of them second');
  });

  it('is redacted: facts, event, message and path', () => {
    const home = join(folder, 'home', 'jane');
    const log = createFileLog({ folder, name: 'browser', now, homeFolders: [home] });
    log.info('intake: saved john@example.com', { accountName: 'John Smith', note: 'call 607-555-0143' });
    log.error('sync: failed', new Error(`open '${join(home, 'x.db')}' for 1001-2345-678`));
    const text = read('browser.log');
    for (const secret of ['john@', 'John', 'Smith', '0143', 'jane', '2345']) expect(text).not.toContain(secret);
    expect(text).toContain('~');
  });

  it('keeps one line an event, whatever a fact holds', () => {
    const log = createFileLog({ folder, name: 'browser', now, homeFolders: [] });
    log.info('a\nforged: line', { reason: 'x\n2026-01-01T00:00:00.000Z error forged' });
    expect(read('browser.log').trimEnd().split('\n')).toHaveLength(1);
  });

  it('keeps at most the stated number of files, each at most one line over its size, and loses no newest line', () => {
    const log = createFileLog({ folder, name: 'browser', now, homeFolders: [], maxFileBytes: 1000, maxFiles: 3 });
    for (let index = 0; index < 200; index++) log.info('event', { index, filling: 'x'.repeat(20) });
    expect(readdirSync(folder).sort()).toEqual(['browser.1.log', 'browser.2.log', 'browser.log']);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(1200);
    const kept = ['browser.2.log', 'browser.1.log', 'browser.log'].flatMap((name) => read(name).trimEnd().split('\n'));
    const numbers = kept.map((line) => Number(/index=(\d+)/.exec(line)?.[1]));
    expect(numbers).toEqual(numbers.map((_, offset) => 200 - numbers.length + offset));
  });

  it('goes on with the file of the last start', () => {
    createFileLog({ folder, name: 'cli', now, homeFolders: [] }).info('first');
    createFileLog({ folder, name: 'cli', now, homeFolders: [] }).info('second');
    expect(read('cli.log').trimEnd().split('\n')).toHaveLength(2);
  });

  it('does not disturb the caller when it cannot be written', () => {
    writeFileSync(join(folder, 'a-file'), '');
    const log = createFileLog({ folder: join(folder, 'a-file'), name: 'x', now, homeFolders: [] });
    expect(() => log.info('event')).not.toThrow();
  });
});
