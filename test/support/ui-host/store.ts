import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { MemoryState } from '../../../main/ipc/contract/diagnostics.ts';
import type { DocumentProgress } from '../../../main/ipc/contract/documents.ts';
import type { Settings } from '../../../main/ipc/contract/settings.ts';
import type { Submission, SubmissionSummary } from '../../../main/ipc/contract/submissions.ts';
import { type DeliveryState, notSetUp } from './delivery-handlers.ts';
import { fieldsAfter, type Script, scriptFor } from './script.ts';

export type UiStore = ReturnType<typeof createUiStore>;

type Options = {
  /** Time the stand-in takes per page; `by-hand`: a page is read when the test calls `readPages`. */
  readonly pageMs: number | 'by-hand';
};

/** Everything the stand-in knows, in memory. Changes are announced to whoever subscribed. */
export function createUiStore({ pageMs }: Options) {
  const listeners = new Set<() => void>();
  /** Pages that wait for the test's word. */
  const held: (() => void)[] = [];
  const readListeners = new Set<() => void>();
  const submissions = new Map<string, Submission>();
  /** What was submitted last of each, as text. */
  const sent = new Map<string, string>();
  const deleted = new Map<string, Submission>();
  const documents = new Map<string, { progress: DocumentProgress; script: Script; unlocked: boolean }>();
  let settings: Settings = {
    destinationFolder: '/home/ann/GreenWatt Intake',
    memoryBudgetMb: 512,
    recognisers: 0,
    pageTimeBudgetMs: 12_000,
  };
  const delivery: DeliveryState = { ...notSetUp, asked: [] };
  const mb = 1_000_000;
  const memory: MemoryState = {
    budgetBytes: 512 * mb,
    totalBytes: 366 * mb,
    peakBytes: 431 * mb,
    processes: [
      { name: 'main', pid: 100, bytes: 92 * mb, pagesRead: 0 },
      { name: 'ocr 1', pid: 101, bytes: 141 * mb, pagesRead: 18 },
      { name: 'ocr 2', pid: 102, bytes: 133 * mb, pagesRead: 17 },
    ],
  };

  function announce(): void {
    for (const listener of listeners) listener();
  }

  function update(id: string, change: Partial<Submission>): Submission {
    const before = submissions.get(id);
    if (!before) throw new Error(`no submission ${id}`);
    const changed = { ...before, ...change, updatedAt: Date.now() };
    const content = JSON.stringify([changed.form, changed.decisions, changed.documentIds]);
    if (change.version !== undefined) sent.set(id, content);
    const after = { ...changed, hasUnsentEdits: sent.has(id) && sent.get(id) !== content };
    submissions.set(id, after);
    announce();
    return after;
  }

  function setProgress(id: string, change: Partial<DocumentProgress>): void {
    const document = documents.get(id);
    if (!document) return;
    document.progress = { ...document.progress, ...change };
    announce();
  }

  function addDocument(fileName: string, content: Buffer): { readonly id: string; readonly isNew: boolean } {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const known = [...documents.values()].find(({ progress }) => progress.sha256 === sha256);
    if (known) return { id: known.progress.id, isNew: false };
    const script = scriptFor(fileName);
    const id = randomUUID();
    const progress: DocumentProgress = {
      id,
      sha256,
      fileName,
      kind: script.kind,
      sizeBytes: content.byteLength,
      takenInAt: Date.now(),
      state: { kind: 'waiting' },
      pageCount: null,
      pages: [],
      pagesSettled: 0,
      timeLeftMs: null,
      reading: null,
      pagesSearched: 12,
    };
    documents.set(id, { progress, script, unlocked: script.password === null });
    void read(id);
    return { id, isNew: true };
  }

  /** Reads page by page, as far as it is let. */
  async function read(id: string): Promise<void> {
    const document = documents.get(id);
    if (!document) return;
    const { script } = document;
    if (!document.unlocked) {
      const message =
        "This PDF is locked with a password. The file is kept. Type the password, often the account holder's zip code.";
      setProgress(id, { state: { kind: 'failed', problem: { code: 'password-needed', message } } });
      return;
    }
    const { pages } = document.progress;
    const waiting = Array.from(
      { length: script.pageCount },
      (_, index) => pages[index] ?? ({ kind: 'waiting' } as const),
    );
    setProgress(id, { state: { kind: 'reading' }, pageCount: script.pageCount, pages: waiting });
    for (let page = document.progress.pagesSettled; page < script.pageCount; page += 1) {
      setPage(id, page, { kind: 'reading' });
      await nextPage();
      if (document.progress.state.kind !== 'reading') {
        setPage(id, page, { kind: 'waiting' });
        return;
      }
      setPage(
        id,
        page,
        page === script.badPage
          ? { kind: 'quarantined', reason: 'The page stopped its reader twice.' }
          : {
              kind: 'read',
              source: page % 4 === 3 ? 'blank' : page % 2 ? 'text-layer' : 'ocr',
              confidence: 0.9,
              elapsedMs: 900,
            },
      );
      const pagesSettled = page + 1;
      setProgress(id, {
        pagesSettled,
        timeLeftMs: (script.pageCount - pagesSettled) * 900,
        reading: fieldsAfter(script, pagesSettled),
      });
    }
    setProgress(id, { state: { kind: 'read' }, timeLeftMs: null });
    for (const listener of readListeners) listener();
  }

  async function nextPage(): Promise<void> {
    if (pageMs === 'by-hand') return new Promise((resolve) => held.push(resolve));
    await delay(pageMs);
  }

  function setPage(id: string, pageIndex: number, page: DocumentProgress['pages'][number]): void {
    const pages = documents.get(id)?.progress.pages ?? [];
    setProgress(id, { pages: pages.with(pageIndex, page) });
  }

  return {
    /** To be resolved by the test: files with "slow" in their name arrive. */
    slowFiles: Promise.withResolvers<void>(),
    submissions,
    deleted,
    documents,
    memory,
    delivery,
    setDelivery(change: Partial<DeliveryState>): void {
      Object.assign(delivery, change);
      announce();
    },
    update,
    setProgress,
    addDocument,
    read,
    announce,
    subscribe:
      <T>(snapshot: () => T) =>
      (listener: (value: T) => void) => {
        const tell = () => listener(snapshot());
        listeners.add(tell);
        tell();
        return () => listeners.delete(tell);
      },
    /** How many streams are open. */
    listeners: () => listeners.size,
    /** Lets this many pages be read, one after the other. */
    async readPages(amount: number): Promise<void> {
      for (let page = 0; page < amount; page += 1) {
        while (held.length === 0) await delay(10);
        held.shift()?.();
      }
    },
    onRead: (listener: () => void) => void readListeners.add(listener),
    settings: () => settings,
    setSettings: (change: Partial<Settings>) => {
      settings = { ...settings, ...change };
      return settings;
    },
    summaries: (): SubmissionSummary[] =>
      [...submissions.values()]
        .toSorted((left, right) => right.createdAt - left.createdAt)
        .slice(0, 1000)
        .map(({ form, documentIds, id, state, version, createdAt, updatedAt, submittedAt, hasUnsentEdits }) => {
          const { accountName, utility, agentId } = form;
          return {
            id,
            state,
            version,
            createdAt,
            updatedAt,
            submittedAt,
            hasUnsentEdits,
            accountName,
            utility,
            agentId,
            documentCount: documentIds.length,
          };
        }),
  };
}
