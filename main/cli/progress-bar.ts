export type ProgressBar = {
  readonly show: (label: string, done: number, total: number, timeLeftMs: number | null) => void;
  /** Leaves the line clean for what is printed next. */
  readonly clear: () => void;
};

const BAR_WIDTH = 24;
/** Where nobody watches a bar move, one line per so many pages is enough. */
const LINE_EVERY_PAGES = 10;

/** A bar redrawn in place on a terminal; elsewhere a line now and then. */
export function createProgressBar(stream: NodeJS.WriteStream): ProgressBar {
  if (!stream.isTTY) return lineProgress(stream);
  return {
    show: (label, done, total, timeLeftMs) => {
      const filled = total === 0 ? 0 : Math.round((done / total) * BAR_WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
      const line = `${label}  ${bar}  ${done} of ${total} pages${timeLeft(timeLeftMs)}`;
      stream.write(`\r\u001b[2K${line.slice(0, Math.max(20, stream.columns - 1))}`);
    },
    clear: () => {
      stream.write('\r\u001b[2K');
    },
  };
}

function lineProgress(stream: NodeJS.WriteStream): ProgressBar {
  let lastLine = '';
  return {
    show: (label, done, total) => {
      if (done % LINE_EVERY_PAGES !== 0 && done !== total) return;
      const line = `${label}: ${done} of ${total} pages`;
      if (line !== lastLine) stream.write(`${line}\n`);
      lastLine = line;
    },
    clear: () => {},
  };
}

function timeLeft(timeLeftMs: number | null): string {
  if (timeLeftMs === null) return '';
  const seconds = Math.ceil(timeLeftMs / 1000);
  return seconds < 90 ? `, about ${seconds} s left` : `, about ${Math.ceil(seconds / 60)} min left`;
}
