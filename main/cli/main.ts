import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { doctor } from './doctor.ts';
import { exitCode } from './exit-code.ts';
import { type ExtractOptions, extract } from './extract.ts';
import { restore } from './restore.ts';
import { saveLogs } from './save-logs.ts';
import { status } from './status.ts';

/** Runs one headless command and answers the process's exit code. */
async function run(argv: readonly string[]): Promise<number> {
  let code: number = exitCode.done;
  const program = new Command('greenwatt-intake')
    .description('Reads utility bills and tells about the outbox, without a window.')
    .exitOverride()
    .showHelpAfterError();

  program
    .command('extract')
    .description('Reads bills and prints what is on them. Nothing is kept or delivered.')
    .argument('<files...>', 'PDF, JPEG, PNG, TIFF, WebP or HEIC files')
    .option('--json', 'one JSON object per file and line')
    .option('--text', 'the text of every page')
    .option('--password <password>', 'for password-protected PDFs')
    .option('--workers <n>', 'pages read at the same time', wholeNumber)
    .action(async (files: string[], options: ExtractOptions) => {
      code = await extract(files, options);
    });

  program
    .command('status')
    .description('Tells how many submissions and deliveries are in which state.')
    .option('--data <folder>', 'the data folder to look at')
    .option('--json', 'as JSON')
    .action(async (options: { data?: string; json?: boolean }) => {
      code = await status(options);
    });

  program
    .command('restore')
    .description('Puts the newest backup in the place of a damaged database, which is kept aside.')
    .option('--data <folder>', 'the data folder to restore')
    .action(async (options: { data?: string }) => {
      code = await restore(options);
    });

  program
    .command('logs')
    .description('The logs of this computer, for support.')
    .command('export')
    .description("Packs them into one zip, with versions, settings and counts; no customer's data.")
    .argument('[file]', 'where to save it')
    .option('--data <folder>', 'the data folder to look at')
    .action(async (file: string | undefined, options: { data?: string }) => {
      code = await saveLogs(file ?? null, options);
    });

  program
    .command('doctor')
    .description('Tries every part with a built-in sample bill in a temporary folder.')
    .action(async () => {
      code = await doctor();
    });

  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCode.done : exitCode.wrongUsage;
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 16) {
    throw new InvalidArgumentError('It takes a whole number from 1 to 16.');
  }
  return number;
}

run(process.argv.slice(2))
  .then((code) => {
    process.exitCode = code;
  })
  .catch((error: unknown) => {
    console.error(`Something unexpected happened: ${error instanceof Error ? error.message : String(error)}`);
    console.error('Your files and submissions are untouched. Please send the logs to support (logs export).');
    process.exitCode = exitCode.failed;
  });
