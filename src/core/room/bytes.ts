import { MAX_COUNTER } from "./limits";

/** Bytes that are being written; grows as needed. */
export interface ByteWriter {
  readonly length: number;
  byte(value: number): void;
  u16(value: number): void;
  /** -32768 to 32767. */
  i16(value: number): void;
  /** A whole number up to u32, seven bits a byte, least first. */
  varint(value: number): void;
  raw(bytes: Uint8Array): void;
  /** Takes back everything after `length`. */
  cutTo(length: number): void;
  /** A copy of what was written. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Starts empty. */
export function createByteWriter(): ByteWriter {
  let buffer = new Uint8Array(256);
  let length = 0;
  const room = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(2 * buffer.length, length + more));
    larger.set(buffer);
    buffer = larger;
  };
  const byte = (value: number): void => {
    room(1);
    buffer[length] = value;
    length += 1;
  };
  const u16 = (value: number): void => {
    byte((value >> 8) & 0xff);
    byte(value & 0xff);
  };
  return {
    get length() {
      return length;
    },
    byte,
    u16,
    i16: u16,
    varint: (value) => {
      let rest = value;
      for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) byte((rest & 0x7f) | 0x80);
      byte(rest);
    },
    raw: (bytes) => {
      room(bytes.length);
      buffer.set(bytes, length);
      length += bytes.length;
    },
    cutTo: (to) => {
      length = Math.min(length, to);
    },
    take: () => buffer.slice(0, length),
  };
}

/** Bytes that are being read. Reading past the end gives zeros and marks the reader as failed; nothing throws. */
export interface ByteReader {
  readonly left: number;
  readonly failed: boolean;
  byte(): number;
  u16(): number;
  i16(): number;
  varint(): number;
  raw(count: number): Uint8Array;
  fail(): void;
}

/** Reads `bytes` from the start; copies nothing. */
export function createByteReader(bytes: Uint8Array): ByteReader {
  let at = 0;
  let failed = false;
  const byte = (): number => {
    const value = bytes[at];
    at += 1;
    if (value === undefined) failed = true;
    return value ?? 0;
  };
  const u16 = (): number => byte() * 256 + byte();
  return {
    get left() {
      return failed ? 0 : bytes.length - at;
    },
    get failed() {
      return failed;
    },
    byte,
    u16,
    i16: () => (u16() << 16) >> 16,
    varint: () => {
      let value = 0;
      for (let scale = 1; scale <= 0x1000_0000; scale *= 0x80) {
        const next = byte();
        value += (next & 0x7f) * scale;
        if (next < 0x80) {
          if (value > MAX_COUNTER) failed = true;
          return failed ? 0 : value;
        }
      }
      failed = true;
      return 0;
    },
    raw: (count) => {
      if (count > bytes.length - at) failed = true;
      const part = failed ? new Uint8Array(0) : bytes.subarray(at, at + count);
      at += count;
      return part;
    },
    fail: () => {
      failed = true;
    },
  };
}
