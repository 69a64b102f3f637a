import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseBrowserArguments } from '../../main/browser/arguments.ts';

describe('the browser host’s arguments', () => {
  it('may all be left out', () => {
    expect(parseBrowserArguments([])).toEqual({
      ok: true,
      value: { port: null, dataFolder: null, opensBrowser: true },
    });
  });

  it('are understood in both spellings', () => {
    const value = { port: 4000, dataFolder: resolve('a folder'), opensBrowser: false };
    expect(parseBrowserArguments(['--no-open', '--port', '4000', '--data', 'a folder'])).toEqual({ ok: true, value });
    expect(parseBrowserArguments(['--data=a folder', '--port=4000', '--no-open'])).toEqual({ ok: true, value });
  });

  it.each([
    ['--port', 'x'],
    ['--port', '70000'],
    ['--port=-1'],
    ['--port'],
    ['--data', ''],
    ['--data'],
    ['--nope'],
    ['file.pdf'],
  ])('are refused in words: %s %s', (...args) => {
    const parsed = parseBrowserArguments(args);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? '' : parsed.error).not.toBe('');
  });
});
