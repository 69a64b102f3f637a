import { describe, expect, it } from 'vitest';
import { openPage } from '../support/desktop-page.ts';
import { createElectronStandIn } from '../support/electron-stand-in.ts';

function carried() {
  const standIn = createElectronStandIn();
  const events: { readonly ports: readonly unknown[] }[] = [];
  const { receive, channel } = openPage(standIn);
  standIn.electron.ipcMain.on(channel, (event) => events.push(event));
  return { receive, events };
}

const port = () => new MessageChannel().port1;

describe('the preload', () => {
  it('carries a port that the page posts to itself', () => {
    const { receive, events } = carried();
    receive({ data: 'greenwatt:connect', ports: [port()] });
    expect(events).toHaveLength(1);
    expect(events[0]?.ports).toHaveLength(1);
  });

  it('carries nothing else', () => {
    const { receive, events } = carried();
    receive({ data: 'greenwatt:connect', ports: [port()], source: {} });
    receive({ data: 'greenwatt:connect', ports: [port()], source: null });
    receive({ data: 'greenwatt:other', ports: [port()] });
    receive({ data: { toString: () => 'greenwatt:connect' }, ports: [port()] });
    receive({ data: 'greenwatt:connect', ports: [] });
    receive({ data: 'greenwatt:connect', ports: [port(), port()] });
    expect(events).toEqual([]);
  });
});
