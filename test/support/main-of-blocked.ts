// Stands in for main: starts a process that gets blocked, and stays.
import { fork } from 'node:child_process';
import path from 'node:path';

fork(path.join(import.meta.dirname, 'blocked-process.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
