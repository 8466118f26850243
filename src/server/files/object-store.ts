import "server-only";

/** One object as a listing tells it. */
export interface ListedObject {
  readonly key: string;
  readonly byteCount: number;
  readonly modifiedAtMs: number;
}

/**
 * Where sealed bytes lie. Keys are ids of ours: letters, digits, dashes and slashes. Each
 * implementation passes `tests/contract/object-stores.test.ts`.
 */
export interface ObjectStore {
  readonly kind: "folder" | "s3";
  /** Writes one object. It is there whole or not at all: where `source` throws, nothing is left and the error goes on. */
  put(key: string, source: AsyncIterable<Uint8Array>): Promise<void>;
  /** Its bytes in pieces, or null where there is none. */
  get(key: string): Promise<AsyncIterable<Uint8Array> | null>;
  /** Takes it away; one that isn't there is no error. */
  remove(key: string): Promise<void>;
  /** Every object, in no order. */
  list(): AsyncIterable<ListedObject>;
  /** Takes away what writes that were cut off before a time have left behind. */
  tidy(beforeMs: number): Promise<void>;
}

/** Keys that a store takes: nothing in them climbs out of a folder or ends a path. */
export function checkKey(key: string): string {
  if (!/^[a-z0-9-]{1,80}(\/[a-z0-9-]{1,80}){0,3}$/.test(key)) throw new Error("not a key of an object");
  return key;
}
