/**
 * A Local Google by itself, so that app processes can be killed while it lives on:
 * `node test/support/google/start.ts [--port N] [--state FILE] [--seed N] [--fault-rate 0.2]`.
 * Prints one line of JSON with its address and credentials, then serves until it is ended.
 */
import { parseArgs } from 'node:util';
import { startLocalGoogle } from './local-google.ts';
import { makeServiceAccountKey, registerOfficeClient } from './office.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    state: { type: 'string' },
    seed: { type: 'string', default: '1' },
    'fault-rate': { type: 'string', default: '0' },
  },
});

const google = await startLocalGoogle({
  port: Number(values.port),
  seed: Number(values.seed),
  ...(values.state === undefined ? {} : { stateFile: values.state }),
});
const client = registerOfficeClient(google);
const serviceAccountKey = makeServiceAccountKey(google);
if (Number(values['fault-rate']) > 0)
  google.faults.schedule({ seed: Number(values.seed), rate: Number(values['fault-rate']) });

console.log(JSON.stringify({ url: google.url, pid: process.pid, ...client, serviceAccountKey }));

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void google.close().then(() => process.exit(0)));
