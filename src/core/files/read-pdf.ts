import { latin1, REST, type ByteReader, type FileProblem } from "./byte-walk";

/** Unpacks DEFLATE data in its zlib wrapping (RFC 1950) up to a number of bytes; null: broken, or more than that. */
export type Inflate = (packed: Uint8Array, maxBytes: number) => Uint8Array | null;

/**
 * Names by which a PDF (ISO 32000-2) does something by itself or carries something else with it:
 * scripts, starting programs, embedded files, media that play, forms that send or fetch, 3D scripts.
 * Every script action is spelt `/S /JavaScript`, so the short `/JS` needs no look of its own.
 */
const ACTIVE_NAMES = ["JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "RichMedia", "RichMediaContent", "XFA", "ImportData", "SubmitForm", "GoToR", "GoToE", "Movie", "Rendition", "FileAttachment"];
const ACTIVE = new RegExp(`/(${ACTIVE_NAMES.join("|")})(?![A-Za-z0-9])`);
const LOCKED = /\/Encrypt(?![A-Za-z0-9])/;
/** What all the object streams of a file may unpack to, together. */
const MAX_UNPACKED = 64 * 1024 * 1024;
/** How far back from its data the dictionary of a stream begins, at most. */
const DICTIONARY = 4_096;

/** Names may be spelt with `#xx` for any of their characters (§7.3.5): back to the plain spelling. */
function plainNames(text: string): string {
  return text.includes("#") ? text.replace(/#([0-9A-Fa-f]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text;
}

function problemOf(text: string): FileProblem | null {
  const plain = plainNames(text);
  if (LOCKED.test(plain)) return "locked";
  return ACTIVE.test(plain) ? "active_content" : null;
}

/** What stands in the streams that hold objects: the only other place where a name can stand. */
function problemInObjectStreams(text: string, bytes: Uint8Array, inflate: Inflate): FileProblem | null {
  let left = MAX_UNPACKED;
  for (const match of text.matchAll(/stream\r?\n/g)) {
    const at = match.index;
    if (text.slice(at - 3, at) === "end") continue;
    const before = plainNames(text.slice(Math.max(0, at - DICTIONARY), at));
    const dictionary = before.slice(Math.max(before.lastIndexOf(" obj"), before.lastIndexOf("\nobj"), before.lastIndexOf("endobj"), 0));
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(dictionary)) continue;
    const from = at + match[0].length;
    const until = text.indexOf("endstream", from);
    if (until < 0) return "broken";
    const packed = bytes.subarray(from, until);
    const unpacked = /\/Filter/.test(dictionary) ? inflate(packed, left) : packed;
    const isPlainFlate = !/\/Filter/.test(dictionary) || /\/Filter\s*(\[\s*)?\/FlateDecode\s*(\]|\/|>|$)/.test(dictionary);
    // What we can't look into, we don't pass on.
    if (unpacked === null || !isPlainFlate) return "broken";
    left -= unpacked.length;
    const problem = problemOf(latin1(unpacked));
    if (problem !== null) return problem;
  }
  return null;
}

/**
 * PDF: head and end where they belong, readable without a password, and nothing in it that acts.
 * It is held whole: a name may stand across any border. At most 25 MB come here.
 */
export function* readPdf(inflate: Inflate): ByteReader {
  const parts: Uint8Array[] = [];
  let length = 0;
  yield {
    pass: REST,
    to: (bytes) => {
      parts.push(bytes.slice());
      length += bytes.length;
    },
  };
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const text = latin1(whole);
  if (!/^%PDF-[12]\.[0-9]/.test(text) || !text.slice(-1_024).includes("%%EOF")) return "broken";
  return problemOf(text) ?? problemInObjectStreams(text, whole, inflate);
}
