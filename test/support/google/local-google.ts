import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { runControl } from './control.ts';
import { createDriveApi } from './drive-api.ts';
import { TRUNCATE_HEADER } from './drive-uploads.ts';
import { createFaults, type Fault, type Faults } from './faults.ts';
import { type Consent, createOAuthApi, revokeGrants } from './oauth-api.ts';
import { createQuotas, GOOGLE_LIMITS, type QuotaLimits } from './quotas.ts';
import { createRandom } from './random.ts';
import { emptyState, type RemoteState, stateFromJson, stateToJson } from './remote-state.ts';
import { type Call, Refusal, type Reply } from './reply.ts';
import { createSheetsApi } from './sheets-api.ts';
import { actAsStaff } from './staff.ts';

export type LocalGoogleOptions = {
  readonly port?: number;
  readonly limits?: Partial<QuotaLimits>;
  readonly cellLimit?: number;
  /** Google's clock, UTC ms; the machine's unless given. */
  readonly now?: () => number;
  /** Loaded at the start when it exists, written by `save` and `close`. */
  readonly stateFile?: string;
  readonly seed?: number;
};

export type CallCount = { requests: number; succeeded: number };

/** Google on 127.0.0.1: Drive v3, Sheets v4 and OAuth as far as the product uses them, and everything that goes wrong there. */
export type LocalGoogle = {
  readonly url: string;
  readonly state: RemoteState;
  readonly faults: Faults;
  /** By call name, such as `sheets.values.append`. */
  readonly counts: ReadonlyMap<string, CallCount>;
  /** Requests whose call name begins so. */
  readonly requests: (prefix: string) => number;
  readonly resetCounts: () => void;
  readonly quotaRefusals: () => number;
  /** How the consent page behaves from now on. */
  consent: Consent;
  /** Google's clock minus the clock given, ms. */
  clockSkewMs: number;
  /** How long a new file stays out of listings. */
  listingDelayMs: number;
  tokenSeconds: number;
  readonly save: () => void;
  readonly close: () => Promise<void>;
};

export async function startLocalGoogle(options: LocalGoogleOptions = {}): Promise<LocalGoogle> {
  const { stateFile } = options;
  const state = stateFile && existsSync(stateFile) ? stateFromJson(readFileSync(stateFile, 'utf8')) : emptyState();
  const clock = options.now ?? Date.now;
  const now = () => clock() + google.clockSkewMs;
  const faults = createFaults();
  const counts = new Map<string, CallCount>();
  const random = createRandom(options.seed ?? 1);
  const quotas = createQuotas({ ...GOOGLE_LIMITS, ...options.limits }, now);
  const apis = [
    createOAuthApi({ state, now, consent: () => google.consent, tokenSeconds: () => google.tokenSeconds }),
    createDriveApi({ state, now, quotas, origin: () => google.url, listingDelayMs: () => google.listingDelayMs }),
    createSheetsApi({ state, now, quotas, cellLimit: options.cellLimit ?? 10_000_000 }),
  ];
  const server = createServer((request, response) => void serve(request, response));
  server.keepAliveTimeout = 30_000;
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const google: LocalGoogle = {
    url: `http://127.0.0.1:${port}`,
    state,
    faults,
    counts,
    requests: (prefix) =>
      [...counts].reduce((sum, [name, count]) => sum + (name.startsWith(prefix) ? count.requests : 0), 0),
    resetCounts: () => counts.clear(),
    quotaRefusals: quotas.refused,
    consent: { kind: 'allow', account: 'clerk@office.example' },
    clockSkewMs: 0,
    listingDelayMs: 0,
    tokenSeconds: 3599,
    save: () => {
      if (stateFile) writeFileSync(stateFile, stateToJson(state));
    },
    close: async () => {
      google.save();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', google.url);
    const verb = request.method ?? 'GET';
    if (url.pathname === '/_local') {
      const { body } = await readBody(request, false);
      return send(request, response, { status: 200, body: runControl(google, JSON.parse(body.toString())) });
    }
    const handler = apis.map((api) => api.route(verb, url.pathname)).find((each) => each !== null);
    if (handler === undefined || handler === null) return send(request, response, { status: 404, body: 'Not Found' });
    const count = counts.get(handler.name) ?? { requests: 0, succeeded: 0 };
    counts.set(handler.name, count);
    count.requests += 1;
    const fault = faults.draw(handler.name);
    const broken = fault?.kind === 'reset' && fault.when === 'mid-request';
    const { body, complete } = await readBody(request, broken);
    const call: Call = { name: handler.name, verb, url, headers: request.headers, body, bodyComplete: complete };
    const run = (): Reply => {
      const reply = answer(handler.run, call);
      if (reply.status < 400) count.succeeded += 1;
      return reply;
    };
    // What came of a broken upload is kept by its session; nothing else has an effect without its whole body.
    if (!complete) {
      if (handler.name === 'drive.upload.put') run();
      return void request.socket.destroy();
    }
    strike(fault, request, response, call, run);
  }

  function strike(
    fault: Fault | null,
    request: IncomingMessage,
    response: ServerResponse,
    call: Call,
    run: () => Reply,
  ) {
    const reply = () => send(request, response, run());
    if (fault === null) return reply();
    switch (fault.kind) {
      case 'error':
        if (fault.when === 'after') run();
        return send(request, response, backendError(fault.status));
      case 'rate-limited':
        return send(request, response, tooMany(fault.retryAfterSeconds));
      case 'silence':
        if (fault.when === 'after') run();
        return;
      case 'reset':
        if (fault.when === 'before' || fault.when === 'mid-request') return void request.socket.destroy();
        if (fault.when === 'mid-response') return sendHalf(response, run(), request.socket);
        run();
        return void request.socket.destroy();
      case 'late-effect':
        setTimeout(run, fault.afterMs).unref();
        return void request.socket.destroy();
      case 'truncated-upload':
        call.headers[TRUNCATE_HEADER] = 'yes';
        return reply();
      case 'expired-session':
        for (const session of state.uploads.values())
          if (session.uploadId === call.url.searchParams.get('upload_id')) session.expired = true;
        return reply();
      case 'token-expired':
        state.accessTokens.delete((call.headers.authorization ?? '').replace('Bearer ', ''));
        return reply();
      case 'token-revoked':
        revokeGrants(state, () => true);
        return reply();
      case 'staff':
        actAsStaff(state, fault.act, random);
        return reply();
      default:
        return fault satisfies never;
    }
  }

  /** The Date header tells Google's time, which a client with a wrong clock can learn from. */
  function send(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
    if (request.socket.destroyed) return;
    const { payload, headers } = encode(reply, now());
    response.writeHead(reply.status, { ...headers, 'content-length': String(payload.length) });
    response.end(payload);
  }

  function sendHalf(response: ServerResponse, reply: Reply, socket: Socket): void {
    const { payload, headers } = encode(reply, now());
    response.writeHead(reply.status, { ...headers, 'content-length': String(payload.length + 1) });
    response.write(payload.subarray(0, Math.floor(payload.length / 2)), () => socket.destroy());
  }

  return google;
}

function answer(run: (call: Call) => Reply, call: Call): Reply {
  try {
    return run(call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

function encode(reply: Reply, now: number): { payload: Buffer; headers: Record<string, string> } {
  const isText = typeof reply.body === 'string';
  const payload = Buffer.from(isText ? String(reply.body) : JSON.stringify(reply.body ?? ''));
  const type = isText ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8';
  return { payload, headers: { 'content-type': type, date: new Date(now).toUTCString(), ...reply.headers } };
}

/** Reads until the end, until the client goes away, or, when the connection is to break, until about half has come. */
function readBody(request: IncomingMessage, breakMidway: boolean): Promise<{ body: Buffer; complete: boolean }> {
  const half = Number(request.headers['content-length'] ?? 0) / 2;
  const chunks: Buffer[] = [];
  let received = 0;
  return new Promise((resolve) => {
    const settle = (complete: boolean) => resolve({ body: Buffer.concat(chunks), complete });
    request.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      received += chunk.length;
      if (breakMidway && received >= half) settle(false);
    });
    request.on('end', () => settle(!breakMidway));
    request.on('error', () => settle(false));
    request.on('close', () => settle(request.complete && !breakMidway));
  });
}

const backendError = (status: number): Reply => ({
  status,
  body: {
    error: {
      code: status,
      message: status === 503 ? 'The service is currently unavailable.' : 'Internal error encountered.',
      status: status === 503 ? 'UNAVAILABLE' : 'INTERNAL',
    },
  },
});

const tooMany = (retryAfterSeconds: number | null): Reply => ({
  status: 429,
  ...(retryAfterSeconds === null ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
  body: { error: { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED' } },
});
