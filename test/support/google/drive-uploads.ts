import { createHash } from 'node:crypto';
import type { Content } from './drive-api.ts';
import {
  type AccessToken,
  newRemoteId,
  type RemoteFile,
  type RemoteState,
  type UploadSession,
} from './remote-state.ts';
import { type Call, driveRefusal, type JsonObject, parseJsonObject, type Reply } from './reply.ts';

type Parts = {
  readonly state: RemoteState;
  readonly origin: () => string;
  readonly enter: (call: Call) => AccessToken;
  readonly checkCreate: (access: AccessToken, call: Call, metadata: JsonObject) => void;
  readonly create: (access: AccessToken, call: Call, metadata: JsonObject, content: Content) => RemoteFile;
  readonly update: (access: AccessToken, call: Call, id: string, metadata: JsonObject, content: Content) => RemoteFile;
  readonly answer: (access: AccessToken, call: Call, file: RemoteFile) => Reply;
};

/** A chunk that isn't the last must be a multiple of this; what arrived of a broken one is kept down to it. */
const STEP = 256 * 1024;

const contentOf = (bytes: Buffer): Content => ({
  md5Checksum: createHash('md5').update(bytes).digest('hex'),
  sizeBytes: bytes.length,
});

/** Uploads of Drive v3: multipart in one request, and the resumable protocol with its session URIs. */
export function createUploads({ state, origin, enter, checkCreate, create, update, answer }: Parts) {
  function store(access: AccessToken, call: Call, id: string | null, metadata: JsonObject, bytes: Buffer): Reply {
    const content = contentOf(bytes);
    const file = id === null ? create(access, call, metadata, content) : update(access, call, id, metadata, content);
    return answer(access, call, file);
  }

  function multipart(call: Call, id: string | null): Reply {
    const access = enter(call);
    const { metadata, bytes } = splitMultipart(call);
    return store(access, call, id, metadata, keptBytes(call, bytes));
  }

  function start(call: Call, id: string | null): Reply {
    const access = enter(call);
    const metadata = parseJsonObject(call.body.toString());
    if (id === null) checkCreate(access, call, metadata);
    const length = call.headers['x-upload-content-length'];
    const session: UploadSession = {
      uploadId: newRemoteId(state, 'AHmUCY'),
      fileId: id ?? '',
      metadata: JSON.stringify(metadata),
      totalBytes: length === undefined ? null : Number(length),
      received: [],
      receivedBytes: 0,
      finishedAs: null,
      expired: false,
      account: access.account,
      clientId: access.clientId,
    };
    state.uploads.set(session.uploadId, session);
    const location = new URL(call.url.pathname + call.url.search, origin());
    location.searchParams.set('upload_id', session.uploadId);
    return { status: 200, headers: { location: location.href }, body: '' };
  }

  function put(call: Call): Reply {
    const session = state.uploads.get(call.url.searchParams.get('upload_id') ?? '');
    if (session === undefined || session.expired) throw driveRefusal(404, 'notFound', 'Not Found');
    if (session.finishedAs !== null) return JSON.parse(session.finishedAs);
    const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(call.headers['content-range'] ?? '');
    if (range === null) throw driveRefusal(400, 'invalid', 'Invalid Content-Range.');
    if (range[1] === undefined) return incomplete(session);
    const [from, to, total] = [Number(range[1]), Number(range[2]), Number(range[3])];
    if (from !== session.receivedBytes) return incomplete(session);
    const last = to + 1 === total;
    if (!call.bodyComplete) {
      keep(session, call.body.subarray(0, call.body.length - (call.body.length % STEP)));
      return incomplete(session);
    }
    if (call.body.length !== to - from + 1 || (!last && call.body.length % STEP !== 0))
      throw driveRefusal(400, 'invalid', 'Chunks must be multiples of 256 KiB.');
    keep(session, call.body);
    return last ? finish(session, call) : incomplete(session);
  }

  /** A session carries the right to write: whoever started it writes, whatever became of the token. */
  function finish(session: UploadSession, call: Call): Reply {
    const scopes = ['https://www.googleapis.com/auth/drive'];
    const access = { account: session.account, clientId: session.clientId, scopes, expiresAt: 0, grant: null };
    const bytes = keptBytes(call, Buffer.concat(session.received));
    const reply = store(access, call, session.fileId || null, parseJsonObject(session.metadata), bytes);
    session.finishedAs = JSON.stringify(reply);
    session.received = [];
    return reply;
  }

  return {
    route(verb: string, path: string): { name: string; run: (call: Call) => Reply } | null {
      const match = /^\/upload\/drive\/v3\/files(?:\/([^/]+))?$/.exec(path);
      if (match === null) return null;
      const id = match[1] ?? null;
      if (verb === 'PUT') return { name: 'drive.upload.put', run: put };
      const begins = (verb === 'POST' && id === null) || (verb === 'PATCH' && id !== null);
      if (!begins) return null;
      return {
        name: id === null ? 'drive.upload.create' : 'drive.upload.update',
        run: (call) => {
          switch (call.url.searchParams.get('uploadType')) {
            case 'multipart':
              return multipart(call, id);
            case 'resumable':
              return start(call, id);
            default:
              throw driveRefusal(400, 'invalid', 'Unsupported uploadType.');
          }
        },
      };
    },
  };
}

/** A request header of our own, set by the server when its fault is a truncated upload. */
export const TRUNCATE_HEADER = 'x-local-truncate';
const keptBytes = (call: Call, bytes: Buffer): Buffer =>
  call.headers[TRUNCATE_HEADER] === undefined ? bytes : bytes.subarray(0, Math.floor(bytes.length / 2));

function keep(session: UploadSession, bytes: Buffer): void {
  session.received.push(Buffer.from(bytes));
  session.receivedBytes += bytes.length;
}

function incomplete(session: UploadSession): Reply {
  const range = session.receivedBytes === 0 ? {} : { range: `bytes=0-${session.receivedBytes - 1}` };
  return { status: 308, headers: range, body: '' };
}

function splitMultipart(call: Call): { metadata: JsonObject; bytes: Buffer } {
  const boundary = /boundary="?([^";]+)"?/.exec(call.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) throw driveRefusal(400, 'badContent', 'Missing boundary.');
  const mark = Buffer.from(`--${boundary}`);
  const first = call.body.indexOf(mark);
  const second = call.body.indexOf(mark, first + mark.length);
  const third = call.body.lastIndexOf(mark);
  if (first < 0 || second < 0 || third <= second) throw driveRefusal(400, 'badContent', 'Malformed multipart body.');
  const bodyOf = (from: number, to: number) => {
    const part = call.body.subarray(from + mark.length, to);
    const start = part.indexOf('\r\n\r\n') + 4;
    return part.subarray(start, part.length - 2);
  };
  return { metadata: parseJsonObject(bodyOf(first, second).toString()), bytes: bodyOf(second, third) };
}
