/** The library's files: from a folder or from the publisher, and accepted only if they are the very files we know. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PullError, type LibraryFile } from "./library";

export type Say = (line: string) => void;

export interface Obtaining {
  /** A local folder that holds the files; else they are fetched. */
  readonly from: string | undefined;
  /** Where fetched files are kept until all is installed, so that a pull that was cut off goes on where it was. */
  readonly keep: string;
  readonly say: Say;
}

/** The server was silent for this long. */
const SILENCE_MS = 30_000;
const SAY_EVERY_BYTES = 4_000_000;

async function sumOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

async function sizeOf(path: string): Promise<number | null> {
  return stat(path).then(
    ({ size }) => size,
    (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") return null;
      throw cause;
    },
  );
}

async function requireKnown(path: string, wanted: LibraryFile): Promise<void> {
  const size = await sizeOf(path);
  const sum = await sumOf(path);
  if (size === wanted.bytes && sum === wanted.sha256) return;
  throw new PullError(
    `${wanted.file} is not the file we know: ${wanted.bytes} bytes with SHA-256 ${wanted.sha256} expected, ${size} bytes with ${sum} found. Nothing was installed.`,
  );
}

/** The verified bytes of a file. Throws a `PullError` that says what is wrong, and with which file. */
export async function obtain(wanted: LibraryFile, address: string, { from, keep, say }: Obtaining): Promise<Uint8Array> {
  if (from !== undefined) {
    const path = join(from, wanted.file);
    if ((await sizeOf(path)) === null) throw new PullError(`${wanted.file} is not in ${from}. Nothing was installed.`);
    await requireKnown(path, wanted);
    return new Uint8Array(await readFile(path));
  }
  const path = join(keep, wanted.file);
  if ((await sizeOf(path)) !== null) {
    if ((await sumOf(path)) === wanted.sha256) return new Uint8Array(await readFile(path));
    await rm(path);
  }
  await mkdir(keep, { recursive: true });
  await download(wanted, address, `${path}.part`, say);
  await requireKnown(`${path}.part`, wanted).catch(async (cause: unknown) => {
    await rm(`${path}.part`, { force: true });
    throw cause;
  });
  await rename(`${path}.part`, path);
  return new Uint8Array(await readFile(path));
}

/** Fetches what is missing of a file; what came before stays, should this be cut off. */
async function download(wanted: LibraryFile, address: string, part: string, say: Say): Promise<void> {
  const have = (await sizeOf(part)) ?? 0;
  if (have >= wanted.bytes) return;
  const abort = new AbortController();
  let silence = setTimeout(() => abort.abort(), SILENCE_MS);
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => abort.abort(), SILENCE_MS);
  };
  try {
    const response = await fetch(address, { signal: abort.signal, headers: have > 0 ? { range: `bytes=${have}-` } : {} });
    if (!response.ok || !response.body) throw new PullError(`${address} answered ${response.status}. Nothing was installed.`);
    const resumes = response.status === 206;
    let got = resumes ? have : 0;
    let said = got;
    const count = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunks) {
        heard();
        got += chunk.length;
        if (got > wanted.bytes) throw new PullError(`${wanted.file} is longer than the file we know. Nothing was installed.`);
        if (got - said >= SAY_EVERY_BYTES) say(`  ${wanted.file}: ${Math.round((100 * got) / wanted.bytes)} %`);
        if (got - said >= SAY_EVERY_BYTES) said = got;
        yield chunk;
      }
    };
    await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), count, createWriteStream(part, { flags: resumes ? "a" : "w" }));
  } catch (cause) {
    if (cause instanceof PullError || isDiskFault(cause)) throw cause;
    throw new PullError(`${address} can't be reached (${reasonOf(cause)}). Try again, and it goes on where it was; or put the files in a folder and name it: npm run anatomy:pull -- --from <folder>`);
  } finally {
    clearTimeout(silence);
  }
}

const DISK_FAULTS: Readonly<Record<string, string>> = { ENOSPC: "The disk is full", EDQUOT: "The disk quota is used up", EFBIG: "No file may grow that large here", EROFS: "The disk can't be written", EACCES: "Writing is not allowed", ENOTDIR: "A file stands where a folder should be", EEXIST: "A file stands where a folder should be" };

function isDiskFault(cause: unknown): cause is NodeJS.ErrnoException {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" && cause.code in DISK_FAULTS;
}

/** Words for a fault of the disk, or null for any other. */
export function diskFault(cause: unknown): string | null {
  return isDiskFault(cause) ? `${DISK_FAULTS[cause.code ?? ""]}${cause.path ? ` (${cause.path})` : ""}. What was installed before is as it was.` : null;
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === "AbortError") return `nothing came for ${SILENCE_MS / 1000} s`;
  return cause.cause instanceof Error ? cause.cause.message : cause.message;
}
