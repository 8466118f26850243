import "server-only";
import type { Socket } from "node:net";
import { config } from "../kit/config";
import { guardedLine, OutgoingError } from "../kit/guarded-fetch";

/** What a scanner says of a file, once it has all of it. */
export type Verdict = "clean" | "infected";

/** One file on its way through a scanner. */
export interface Scan {
  /** Gives it the next bytes; waits where it is slower than they come. */
  push(bytes: Uint8Array): Promise<void>;
  /** All bytes were given: what it says. */
  end(): Promise<Verdict>;
  /** Ends it wherever it is; harmless after the end. */
  cancel(): void;
}

/** A scanner is configured and gave no verdict. Nothing may be taken without one. */
export class ScannerError extends Error {
  override readonly name = "ScannerError";
}

/** An answer must come within this. */
const PATIENCE_MS = 60_000;
const CONNECT_MS = 5_000;
const REPLY_BYTES = 4_096;

/** The whole answer, once the scanner has closed or ended it with NUL. */
function replyOf(socket: Socket): Promise<string> {
  return new Promise((done, fail) => {
    let text = "";
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new ScannerError("the scanner fell silent")));
    socket.on("data", (part) => {
      text += part.toString("latin1");
      if (text.includes("\0") || text.length > REPLY_BYTES) done(text.split("\0")[0] ?? "");
    });
    socket.on("error", () => fail(new ScannerError("the line to the scanner broke")));
    socket.on("close", () => (text === "" ? fail(new ScannerError("the scanner closed without an answer")) : done(text)));
  });
}

function verdictOf(reply: string): Verdict {
  if (/^stream: OK$/.test(reply.trim())) return "clean";
  if (/^stream: .+ FOUND$/.test(reply.trim())) return "infected";
  // Its own limits, a database that is being loaded: whatever it is, it is no verdict.
  throw new ScannerError("the scanner gave no verdict");
}

/** Begins a scan by clamd: `INSTREAM` in its NUL form, pieces led by their length, an empty one at the end (clamd(8)). */
async function scanByClamd(url: string): Promise<Scan> {
  const socket = await guardedLine(url, CONNECT_MS).catch((error: unknown) => {
    throw error instanceof OutgoingError ? new ScannerError("the scanner can't be reached") : error;
  });
  const reply = replyOf(socket);
  // Heard of when the end is asked for; until then nobody waits for it.
  reply.catch(() => null);
  const write = (bytes: Uint8Array): Promise<void> =>
    new Promise((done, fail) => {
      if (!socket.writable) return fail(new ScannerError("the line to the scanner broke"));
      socket.write(bytes, (error) => (error ? fail(new ScannerError("the line to the scanner broke")) : done()));
    });
  const length = (count: number): Buffer => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(count);
    return head;
  };
  await write(Buffer.from("zINSTREAM\0"));
  return {
    push: async (bytes) => {
      if (bytes.length > 0) await write(Buffer.concat([length(bytes.length), bytes]));
    },
    end: async () => {
      await write(length(0));
      return verdictOf(await reply);
    },
    cancel: () => void socket.destroy(),
  };
}

/** Begins a scan where a scanner is configured; null: there is none, and content is judged by our own rules alone. */
export async function beginScan(): Promise<Scan | null> {
  const { CLAMD_URL } = config();
  return CLAMD_URL === undefined ? null : scanByClamd(CLAMD_URL);
}
