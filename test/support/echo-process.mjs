// A stand-in for the OCR process: answers what it is told, and ends in the ways that a test asks for.
process.on('message', (message) => {
  switch (message.do) {
    case 'echo':
      process.send({ echoed: message.what, flags: process.execArgv, env: process.env.ECHO_TEST ?? null });
      break;
    case 'complain':
      process.stderr.write(`cannot read ${message.what}\n`, () => process.send({ complained: true }));
      break;
    case 'exit':
      process.exit(message.code);
      break;
    case 'hang':
      for (;;);
    default:
      process.send({ unknown: message });
  }
});
process.on('disconnect', () => process.exit(0));
