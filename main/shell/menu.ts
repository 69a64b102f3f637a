import type { MenuItemConstructorOptions } from 'electron';

export type MenuActions = { readonly showLogs: () => void; readonly showData: () => void };

/** The application menu; the system supplies the words and keys of the roles. Pure. */
export function menuTemplate(
  { platform, isPackaged }: { readonly platform: NodeJS.Platform; readonly isPackaged: boolean },
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const forDevelopers: MenuItemConstructorOptions[] = isPackaged
    ? []
    : [{ role: 'toggleDevTools' }, { type: 'separator' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [{ role: platform === 'darwin' ? 'close' : 'quit' }] },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        ...forDevelopers,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        { label: 'Show the Data Folder', click: actions.showData },
        { label: 'Show the Logs', click: actions.showLogs },
        ...(platform === 'darwin' ? [] : [{ role: 'about' } as const]),
      ],
    },
  ];
}
