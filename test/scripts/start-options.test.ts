import { describe, expect, it } from 'vitest';
import { parseStartOptions } from '../../scripts/start-options.mjs';

describe('the options of npm start', () => {
  it('may all be left out', () => {
    expect(parseStartOptions([])).toEqual({ kind: 'start', where: 'any', hostArguments: [] });
  });

  it.each([
    [['--browser'], 'browser', []],
    [['--desktop'], 'desktop', []],
    [['--no-open'], 'browser', ['--no-open']],
    [['--port', '4000'], 'browser', ['--port', '4000']],
    [['--port=0'], 'browser', ['--port', '0']],
    [['--data', 'a folder'], 'any', ['--data', 'a folder']],
    [['--desktop', '--data=x'], 'desktop', ['--data', 'x']],
    [['--no-open', '--port', '1', '--data', 'x'], 'browser', ['--no-open', '--port', '1', '--data', 'x']],
  ] as const)('%j start %s with %j', (args, where, hostArguments) => {
    expect(parseStartOptions(args)).toEqual({ kind: 'start', where, hostArguments });
  });

  it.each([
    [['--nope'], '--nope'],
    [['file.pdf'], 'file.pdf'],
    [['--port'], 'port'],
    [['--port', 'x'], 'not "x"'],
    [['--port', ''], 'not ""'],
    [['--port', '65536'], 'not "65536"'],
    [['--port', '1.5'], 'not "1.5"'],
    [['--data', ''], 'a folder'],
    [['--data'], 'data'],
    [['--desktop', '--browser'], '--desktop'],
    [['--desktop', '--no-open'], '--desktop'],
    [['--desktop', '--port', '1'], '--desktop'],
  ] as const)('%j are refused in one line that names %s', (args, named) => {
    const parsed = parseStartOptions(args);
    expect(parsed).toMatchObject({ kind: 'wrong', message: expect.stringContaining(named) });
    expect(JSON.stringify(parsed)).not.toContain('\\n');
  });

  it('tell how to use them', () => {
    expect(parseStartOptions(['--help'])).toEqual({ kind: 'help' });
    expect(parseStartOptions(['--data', 'x', '-h'])).toEqual({ kind: 'help' });
  });
});
