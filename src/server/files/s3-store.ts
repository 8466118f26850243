import "server-only";
import { AwsV4Signer } from "aws4fetch";
import { createHash } from "node:crypto";
import { guardedFetch, type OutgoingAnswer, type OutgoingCall } from "../kit/guarded-fetch";
import { checkKey, type ListedObject, type ObjectStore } from "./object-store";

/** Where a bucket is and with what to sign. */
export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
}

/** Bytes that are held before they are sent; the smallest part that S3 takes is 5 MB. */
const PART_BYTES = 8 * 1024 * 1024;
const ANSWER_BYTES = 4 * 1024 * 1024;
const OBJECT_BYTES = 1024 * 1024 * 1024;
const TIMEOUT_MS = 30_000;
const READ_TIMEOUT_MS = 15 * 60_000;

/** Object storage did not do it. Names what was tried and the status, and no key. */
export class ObjectStoreError extends Error {
  override readonly name = "ObjectStoreError";
  constructor(what: string, status: number) {
    super(`object storage did not ${what}: status ${status}`);
  }
}

const UNESCAPED: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#34;": '"', "&apos;": "'" };
const unescape = (text: string): string => text.replace(/&(?:amp|lt|gt|quot|#34|apos);/g, (each) => UNESCAPED[each] ?? each);

/** The text of the first element of a name: answers of S3 are flat enough for that. */
function element(xml: string, name: string): string | null {
  const found = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return found === undefined ? null : unescape(found);
}

type Send = (method: NonNullable<OutgoingCall["method"]>, path: string, query: Readonly<Record<string, string>>, body?: Uint8Array, limits?: Pick<OutgoingCall, "maxBytes" | "timeoutMs">) => Promise<OutgoingAnswer>;

function sender({ endpoint, bucket, ...keys }: S3Settings): Send {
  return async (method, path, query, body, limits = { maxBytes: ANSWER_BYTES, timeoutMs: TIMEOUT_MS }) => {
    const url = new URL(`${endpoint.replace(/\/$/, "")}/${bucket}${path === "" ? "" : `/${path}`}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const sha256 = createHash("sha256").update(body ?? "").digest("hex");
    const signed = await new AwsV4Signer({ ...keys, method, url: url.href, service: "s3", headers: { "x-amz-content-sha256": sha256 } }).sign();
    return guardedFetch(signed.url, { method, headers: Object.fromEntries(signed.headers), body, ...limits });
  };
}

async function expect2xx(answer: OutgoingAnswer, what: string): Promise<string> {
  const text = await answer.text();
  if (answer.status < 200 || answer.status > 299) throw new ObjectStoreError(what, answer.status);
  return text;
}

/** The pieces put together to parts of at least {@link PART_BYTES}, but for the last. */
async function* partsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [held, length]: [Uint8Array[], number] = [[], 0];
  for await (const piece of source) {
    held.push(piece);
    length += piece.length;
    if (length < PART_BYTES) continue;
    yield Buffer.concat(held);
    [held, length] = [[], 0];
  }
  if (length > 0) yield Buffer.concat(held);
}

/** An object in several parts: it exists once the last step is answered, and is taken back where any fails. */
async function putInParts(send: Send, key: string, first: Buffer, rest: AsyncGenerator<Buffer>): Promise<void> {
  const begun = await expect2xx(await send("POST", key, { uploads: "" }), "begin an object");
  const uploadId = element(begun, "UploadId");
  if (uploadId === null) throw new ObjectStoreError("name an upload", 200);
  try {
    const tags: string[] = [];
    const putPart = async (part: Buffer) => {
      const answer = await send("PUT", key, { partNumber: String(tags.length + 1), uploadId }, part);
      await expect2xx(answer, "take a part");
      tags.push(answer.header("etag") ?? "");
    };
    await putPart(first);
    for await (const part of rest) await putPart(part);
    const list = tags.map((tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`).join("");
    const body = Buffer.from(`<CompleteMultipartUpload>${list}</CompleteMultipartUpload>`);
    const done = await expect2xx(await send("POST", key, { uploadId }, body), "end an object");
    // S3 may answer 200 before it has failed.
    if (done.includes("<Error>")) throw new ObjectStoreError("end an object", 200);
  } catch (error) {
    await send("DELETE", key, { uploadId }).then((answer) => answer.text()).catch(() => null);
    throw error;
  }
}

async function* listAll(send: Send): AsyncGenerator<ListedObject> {
  for (let token: string | null = ""; token !== null; ) {
    const query: Record<string, string> = { "list-type": "2", "max-keys": "1000", ...(token === "" ? {} : { "continuation-token": token }) };
    const xml = await expect2xx(await send("GET", "", query), "list");
    for (const [, entry = ""] of xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)) {
      yield { key: element(entry, "Key") ?? "", byteCount: Number(element(entry, "Size")), modifiedAtMs: Date.parse(element(entry, "LastModified") ?? "") };
    }
    token = element(xml, "IsTruncated") === "true" ? element(xml, "NextContinuationToken") : null;
  }
}

/** Objects in a bucket of anything that speaks S3 (path style, signature version 4). */
export function s3Store(settings: S3Settings): ObjectStore {
  const send = sender(settings);
  return {
    kind: "s3",
    put: async (key, source) => {
      const parts = partsOf(source);
      const first = await parts.next();
      const bytes = first.done === true ? Buffer.alloc(0) : first.value;
      // Fewer bytes than a part: there is no more, and one request is whole or not at all.
      if (bytes.length < PART_BYTES) await expect2xx(await send("PUT", checkKey(key), {}, bytes), "take an object");
      else await putInParts(send, checkKey(key), bytes, parts);
    },
    get: async (key) => {
      const answer = await send("GET", checkKey(key), {}, undefined, { maxBytes: OBJECT_BYTES, timeoutMs: READ_TIMEOUT_MS });
      if (answer.status === 200) return answer.body;
      await answer.bytes();
      if (answer.status === 404) return null;
      throw new ObjectStoreError("give an object", answer.status);
    },
    remove: async (key) => {
      const answer = await send("DELETE", checkKey(key), {});
      await answer.bytes();
      if (answer.status > 299 && answer.status !== 404) throw new ObjectStoreError("take an object away", answer.status);
    },
    list: () => listAll(send),
    // A part of a cut-off upload is no object; the bucket's own rule ends it (docs/operations.md).
    tidy: async () => undefined,
  };
}
