import { Refusal } from './reply.ts';

/** Requests a minute, as Google counts them: windows that are refilled at each full minute. */
export type QuotaLimits = {
  readonly sheetsWritesPerUser: number;
  readonly sheetsWritesPerProject: number;
  readonly sheetsReadsPerUser: number;
  readonly sheetsReadsPerProject: number;
  readonly drivePerUser: number;
};

/** https://developers.google.com/workspace/sheets/api/limits and .../drive/api/guides/limits, read November 2026. */
export const GOOGLE_LIMITS: QuotaLimits = {
  sheetsWritesPerUser: 60,
  sheetsWritesPerProject: 300,
  sheetsReadsPerUser: 60,
  sheetsReadsPerProject: 300,
  drivePerUser: 12_000,
};

export type Quotas = {
  /** Counts a request and throws the 429 that Google sends when it is one too many. */
  readonly spend: (kind: 'sheets-read' | 'sheets-write' | 'drive', account: string) => void;
  readonly refused: () => number;
};

export function createQuotas(limits: QuotaLimits, now: () => number): Quotas {
  let minute = -1;
  let spent = new Map<string, number>();
  let refused = 0;

  function spendOne(name: string, limit: number, metric: string): void {
    const count = (spent.get(name) ?? 0) + 1;
    spent.set(name, count);
    if (count <= limit) return;
    refused += 1;
    throw new Refusal({
      status: 429,
      body: {
        error: {
          code: 429,
          message: `Quota exceeded for quota metric '${metric}' of service 'sheets.googleapis.com'.`,
          status: 'RESOURCE_EXHAUSTED',
        },
      },
    });
  }

  return {
    spend: (kind, account) => {
      const current = Math.floor(now() / 60_000);
      if (current !== minute) {
        minute = current;
        spent = new Map();
      }
      switch (kind) {
        case 'sheets-write':
          spendOne(`write ${account}`, limits.sheetsWritesPerUser, 'Write requests per minute per user');
          return spendOne('write', limits.sheetsWritesPerProject, 'Write requests per minute');
        case 'sheets-read':
          spendOne(`read ${account}`, limits.sheetsReadsPerUser, 'Read requests per minute per user');
          return spendOne('read', limits.sheetsReadsPerProject, 'Read requests per minute');
        case 'drive':
          return spendOne(`drive ${account}`, limits.drivePerUser, 'Queries per minute per user');
        default:
          return kind satisfies never;
      }
    },
    refused: () => refused,
  };
}
