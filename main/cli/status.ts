import { openStorage } from '../storage/storage.ts';
import { exitCode } from './exit-code.ts';
import { createHeadlessHost } from './headless-host.ts';

/** Tells what the database holds. While the app runs the folder is its own, and that is what is told. */
export async function status({ data, json }: { data?: string; json?: boolean }): Promise<number> {
  const host = createHeadlessHost({ dataFolder: data ?? null });
  if (!host) return exitCode.failed;
  const opened = openStorage({ dataFolder: host.paths.data });
  if (!opened.ok) {
    console.error(opened.error.message);
    return exitCode.failed;
  }
  const storage = opened.value;
  const submissions = Object.fromEntries(storage.submissions.countByState());
  const deliveries = Object.fromEntries(storage.outbox.countByState());
  storage.close();
  const report = { dataFolder: host.paths.data, submissions, deliveries };
  if (json) console.log(JSON.stringify(report));
  else {
    console.log(`Data folder: ${report.dataFolder}`);
    console.log(`Submissions: ${counts(submissions)}`);
    console.log(`Deliveries:  ${counts(deliveries)}`);
  }
  return exitCode.done;
}

function counts(byState: Readonly<Record<string, number>>): string {
  const parts = Object.entries(byState).map(([state, count]) => `${count} ${state}`);
  return parts.length === 0 ? 'none' : parts.join(', ');
}
