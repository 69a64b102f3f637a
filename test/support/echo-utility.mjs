// A stand-in for the OCR process as Electron runs it: answers through `parentPort`.
const { parentPort } = process;
parentPort.on('message', ({ data: message }) => {
  switch (message.do) {
    case 'echo':
      parentPort.postMessage({
        echoed: message.what,
        hasGc: typeof globalThis.gc === 'function',
        env: process.env.ECHO_TEST ?? null,
      });
      break;
    case 'complain':
      process.stderr.write(`cannot read ${message.what}\n`, () => parentPort.postMessage({ complained: true }));
      break;
    case 'exit':
      process.exit(message.code);
      break;
    case 'hang':
      for (;;);
    default:
  }
});
