import { describe, expect, it } from 'vitest';
import { silentLog } from '../../main/diagnostics/log.ts';
import { createLinkOpener } from '../../main/hosting/external-links.ts';

async function opened(link: string): Promise<readonly string[]> {
  const links: string[] = [];
  await createLinkOpener(async (each) => links.push(each), silentLog)(link);
  return links;
}

describe('a link to the outside', () => {
  it.each(['https://accounts.google.com/o/oauth2/v2/auth?x=1', 'http://127.0.0.1:4000/'])(
    '%s is opened',
    async (link) => {
      expect(await opened(link)).toEqual([link]);
    },
  );

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'app://intake/',
    'smb://server/share',
    'ms-msdt:/id PCWDiagnostic',
    'C:\\Windows\\System32\\calc.exe',
    'https://user:secret@example.com/',
    '//example.com',
    '',
  ])('%s is refused', async (link) => {
    expect(await opened(link)).toEqual([]);
  });

  it('tells the caller when the system cannot open it', async () => {
    const open = createLinkOpener(() => Promise.reject(new Error('no browser')), silentLog);
    await expect(open('https://example.com')).rejects.toThrow('no browser');
  });
});
