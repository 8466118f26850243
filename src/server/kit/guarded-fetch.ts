import "server-only";
import { lookup } from "node:dns";
import { request as requestPlain, type IncomingMessage } from "node:http";
import { request as requestSafe } from "node:https";
import { connect, isIP, type LookupFunction, type Socket } from "node:net";
import { config } from "./config";
import { isPublicAddress } from "./reserved-addresses";

/** A request of ours to another machine. */
export interface OutgoingCall {
  readonly method?: "GET" | "HEAD" | "POST" | "PUT" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Bytes of the answer that are read at most; one more ends it. */
  readonly maxBytes: number;
  /** For the whole of it, the reading of the answer included. */
  readonly timeoutMs: number;
}

/** Why a request was not made, or its answer not read. */
export type OutgoingReason = "address" | "scheme" | "port" | "credentials" | "host_private" | "too_large" | "timeout" | "unreachable";

/** A request that was not made or came to nothing. Names neither the address nor anything of the answer. */
export class OutgoingError extends Error {
  override readonly name = "OutgoingError";
  constructor(readonly reason: OutgoingReason, options?: { cause: unknown }) {
    super(`an outgoing request was not made or not answered: ${reason}`, options);
  }
}

/** An answer. Redirects come as they are: nobody follows one to where nobody looked. */
export interface OutgoingAnswer {
  readonly status: number;
  header(name: string): string | null;
  /** The body in pieces, once. Breaks off with an {@link OutgoingError} where it is too large or too slow. */
  readonly body: AsyncIterable<Uint8Array>;
  bytes(): Promise<Buffer>;
  text(): Promise<string>;
}

/** The origins that whoever runs this named: the media server, object storage, the key service, the sign-in provider. */
function configuredOrigins(): ReadonlySet<string> {
  const { BEDSIDE_KMS_URL, LIVEKIT_URL, S3_ENDPOINT, CHECKPOINT_S3_ENDPOINT, OIDC_ISSUER } = config();
  const named = [BEDSIDE_KMS_URL, LIVEKIT_URL?.replace(/^ws/, "http"), S3_ENDPOINT, CHECKPOINT_S3_ENDPOINT, OIDC_ISSUER];
  return new Set(named.flatMap((url) => (url === undefined ? [] : [new URL(url).origin])));
}

/** Looks up a name and gives public addresses alone: the connection is made to just what was judged here. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { all: true, family: options.family }, (error, found) => {
    if (error !== null) return callback(error, "", 0);
    // One private address among public ones is a trick, not a mistake.
    if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address))) {
      return callback(new OutgoingError("host_private"), "", 0);
    }
    const [first] = found;
    if (options.all === true) return callback(null, found);
    return callback(null, first?.address ?? "", first?.family);
  });
};

/** Throws where we don't send to such an address. Says whether it is one of the configured origins. */
function judge(url: URL): boolean {
  if (url.username !== "" || url.password !== "") throw new OutgoingError("credentials");
  if (configuredOrigins().has(url.origin)) return true;
  if (url.protocol !== "https:") throw new OutgoingError("scheme");
  if (url.port !== "") throw new OutgoingError("port");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0 && !isPublicAddress(host)) throw new OutgoingError("host_private");
  return false;
}

function send(url: URL, call: OutgoingCall, isConfigured: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === "https:" ? requestSafe : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: call.method ?? "GET",
        headers: { "accept-encoding": "identity", ...call.headers },
        agent: false,
        signal,
        ...(isConfigured ? {} : { lookup: publicLookup }),
      },
      resolve,
    );
    sent.on("error", reject);
    sent.end(call.body);
  });
}

function told(cause: unknown, signal: AbortSignal): OutgoingError {
  if (cause instanceof OutgoingError) return cause;
  return new OutgoingError(signal.aborted ? "timeout" : "unreachable", { cause });
}

async function* bounded(message: IncomingMessage, maxBytes: number, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const part of message as AsyncIterable<Uint8Array>) {
      size += part.length;
      if (size > maxBytes) throw new OutgoingError("too_large");
      yield part;
    }
    // A connection that broke ends the message without an error of its own.
    if (!message.complete) throw new OutgoingError("unreachable");
  } catch (cause) {
    throw told(cause, signal);
  } finally {
    message.destroy();
  }
}

/**
 * The only way out over HTTP (FILE-10). To configured origins as they stand; to any other only over
 * https on its usual port, to a public address that is looked up and judged for this very connection,
 * so that no name leads to our own network. Follows nothing, and bounds the answer in size and time.
 */
export async function guardedFetch(target: string | URL, call: OutgoingCall): Promise<OutgoingAnswer> {
  if (!URL.canParse(String(target))) throw new OutgoingError("address");
  const url = new URL(target);
  const isConfigured = judge(url);
  const signal = AbortSignal.timeout(call.timeoutMs);
  let message: IncomingMessage;
  try {
    message = await send(url, call, isConfigured, signal);
  } catch (cause) {
    throw told(cause, signal);
  }
  const body = bounded(message, call.maxBytes, signal);
  const bytes = async () => {
    const parts: Uint8Array[] = [];
    for await (const part of body) parts.push(part);
    return Buffer.concat(parts);
  };
  return {
    status: message.statusCode ?? 0,
    header: (name) => [message.headers[name.toLowerCase()] ?? []].flat()[0] ?? null,
    body,
    bytes,
    text: async () => (await bytes()).toString("utf8"),
  };
}

/**
 * Opens a plain line (TCP) to the scanner that whoever runs this named, and to nothing else. Throws
 * {@link OutgoingError}: `address` for any other, `unreachable` or `timeout` where nobody answers.
 */
export function guardedLine(url: string, timeoutMs: number): Promise<Socket> {
  if (url !== config().CLAMD_URL) return Promise.reject(new OutgoingError("address"));
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ""), port: Number(port === "" ? 3310 : port) });
  return new Promise((done, fail) => {
    const timer = setTimeout(() => socket.destroy(new OutgoingError("timeout")), timeoutMs);
    const failed = (cause: Error): void => {
      clearTimeout(timer);
      fail(cause instanceof OutgoingError ? cause : new OutgoingError("unreachable", { cause }));
    };
    socket.once("error", failed);
    socket.once("connect", () => {
      clearTimeout(timer);
      socket.removeListener("error", failed);
      done(socket);
    });
  });
}
