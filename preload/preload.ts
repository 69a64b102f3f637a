import { ipcRenderer } from 'electron';
import { carryPort } from './carry-port.ts';

carryPort(window, ipcRenderer);
