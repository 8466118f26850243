/** What a reader of a format asks for next: `take` whole bytes, or have bytes `pass` by (to somewhere). */
export type Ask = { readonly take: number } | { readonly pass: number; readonly to?: (bytes: Uint8Array) => void };

/** What is wrong with a file: the last part of its message key (`files.<problem>`). */
export type FileProblem =
  | "kind_unknown"
  | "kind_not_taken"
  | "too_large"
  | "empty"
  | "broken"
  | "image_too_large"
  | "animated"
  | "active_content"
  | "locked"
  | "model_too_large"
  | "model_refers_out"
  | "model_unsupported"
  | "trailing_bytes";

/** A reader of one format: asks for bytes in order and ends with what is wrong, or null. */
export type ByteReader = Generator<Ask, FileProblem | null, Uint8Array>;

/** Everything that is left, however much. */
export const REST = Number.POSITIVE_INFINITY;

/** A file that is read piece by piece. */
export interface ByteWalk {
  /** Gives the next piece; says at once when it is known to be wrong. */
  push(bytes: Uint8Array): FileProblem | null;
  /** All was given: the verdict. */
  end(): FileProblem | null;
}

const NONE = new Uint8Array(0);

/** Takes pieces as they come, so that a reader never needs more than what it takes at once. */
class Walk implements ByteWalk {
  #ask: Ask | null = null;
  #verdict: FileProblem | null = null;
  #left = 0;
  #held: Uint8Array[] = [];
  #heldLength = 0;

  constructor(private readonly reader: ByteReader) {
    this.#resume(NONE);
  }

  push(bytes: Uint8Array): FileProblem | null {
    let rest = bytes;
    while (rest.length > 0 && this.#ask !== null) rest = "take" in this.#ask ? this.#hold(rest) : this.#pass(this.#ask, rest);
    if (rest.length > 0) this.#verdict ??= "trailing_bytes";
    return this.#verdict;
  }

  end(): FileProblem | null {
    if (this.#ask !== null && "pass" in this.#ask && this.#left === REST) this.#resume(NONE);
    return this.#ask === null ? this.#verdict : "broken";
  }

  #resume(bytes: Uint8Array): void {
    for (let given = bytes; ; given = NONE) {
      const step = this.reader.next(given);
      if (step.done === true) {
        this.#ask = null;
        this.#verdict = step.value;
        return;
      }
      this.#ask = step.value;
      this.#left = "take" in step.value ? step.value.take : step.value.pass;
      if (this.#left > 0) return;
    }
  }

  #hold(bytes: Uint8Array): Uint8Array {
    const part = bytes.subarray(0, this.#left);
    this.#held.push(part.slice());
    this.#heldLength += part.length;
    this.#left -= part.length;
    if (this.#left === 0) {
      const whole = new Uint8Array(this.#heldLength);
      let at = 0;
      for (const each of this.#held) {
        whole.set(each, at);
        at += each.length;
      }
      this.#held = [];
      this.#heldLength = 0;
      this.#resume(whole);
    }
    return bytes.subarray(part.length);
  }

  #pass(ask: Extract<Ask, { pass: number }>, bytes: Uint8Array): Uint8Array {
    const part = this.#left === REST ? bytes : bytes.subarray(0, this.#left);
    ask.to?.(part);
    this.#left -= part.length;
    if (this.#left === 0) this.#resume(NONE);
    return bytes.subarray(part.length);
  }
}

/** Starts to read. */
export function walkBytes(reader: ByteReader): ByteWalk {
  return new Walk(reader);
}

/** The bytes as a view with numbers of several bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bytes as Latin-1 text: one character a byte. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return text;
}
