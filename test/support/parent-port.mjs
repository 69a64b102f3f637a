// What Electron gives an utility process to talk to its app; imported before the program.
import { EventEmitter } from 'node:events';

const parentPort = Object.assign(new EventEmitter(), {
  postMessage: (message) => process.connected && send(message, undefined, undefined, () => {}),
});
const send = process.send.bind(process);
process.on('message', (data) => parentPort.emit('message', { data, ports: [] }));
process.on('disconnect', () => process.exit(0));
process.parentPort = parentPort;
process.send = undefined;
