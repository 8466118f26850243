import { latin1, walkBytes, type ByteReader, type ByteWalk, type FileProblem } from "./byte-walk";
import { PURPOSE_RULES, type FileKind, type FilePurpose, type PurposeRule } from "./purposes";
import { readJpeg, readPng, readWebp } from "./read-images";
import { readGlb, readStl } from "./read-models";
import { readPdf, type Inflate } from "./read-pdf";

/** Bytes from the beginning that {@link kindOf} wants to see. */
export const HEAD_BYTES = 64;

/**
 * What a file is, by how it begins; never by its name. Only the binary STL begins with nothing of its
 * own: it is told by its name here, and by its length in the end. Null: nothing that we take.
 */
export function kindOf(head: Uint8Array, name: string): FileKind | null {
  const text = latin1(head.subarray(0, HEAD_BYTES));
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (text.startsWith("\xff\xd8\xff")) return "jpeg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "webp";
  if (text.startsWith("%PDF-")) return "pdf";
  if (text.startsWith("glTF")) return "glb";
  // Archives and pages under the name of a mesh are still archives and pages.
  if (/^(PK|\x1f\x8b|Rar!|7z|BZh|\s*<|MZ|\x7fELF)/.test(text)) return null;
  return text.startsWith("solid") || /\.stl$/i.test(name.trim()) ? "stl" : null;
}

function readerOf(kind: FileKind, rule: PurposeRule, inflate: Inflate): ByteReader {
  switch (kind) {
    case "png":
      return readPng(rule);
    case "jpeg":
      return readJpeg(rule);
    case "webp":
      return readWebp(rule);
    case "pdf":
      return readPdf(inflate);
    case "glb":
      return readGlb(rule);
    case "stl":
      return readStl();
  }
}

/** What the look at a file has found. */
export type Inspected = { readonly ok: true; readonly kind: FileKind; readonly byteCount: number } | { readonly ok: false; readonly problem: FileProblem };

/** A look at one file while it is read: the rules of its purpose, held against what is in it. */
export interface Inspection {
  /** Says as soon as it is known that the file is not taken. */
  push(bytes: Uint8Array): FileProblem | null;
  end(): Inspected;
}

/** Begins the look at a file for a purpose. `name` is what it was called, as it came. */
export function inspectFile(purpose: FilePurpose, name: string, inflate: Inflate): Inspection {
  const rule = PURPOSE_RULES[purpose];
  let [kind, walk, byteCount]: [FileKind | null, ByteWalk | null, number] = [null, null, 0];
  let head = new Uint8Array(0);
  let problem: FileProblem | null = null;
  const begin = () => {
    kind = kindOf(head, name);
    if (kind === null) problem = "kind_unknown";
    else if (!rule.kinds.includes(kind)) problem = "kind_not_taken";
    else {
      walk = walkBytes(readerOf(kind, rule, inflate));
      problem = walk.push(head);
    }
  };
  return {
    push: (bytes) => {
      if (problem !== null) return problem;
      byteCount += bytes.length;
      if (byteCount > rule.maxBytes) return (problem = "too_large");
      if (walk !== null) return (problem = walk.push(bytes));
      const joined = new Uint8Array(head.length + bytes.length);
      joined.set(head);
      joined.set(bytes, head.length);
      head = joined;
      if (head.length >= HEAD_BYTES) begin();
      return problem;
    },
    end: () => {
      if (problem === null && byteCount === 0) problem = "empty";
      if (problem === null && walk === null) begin();
      problem ??= walk?.end() ?? null;
      if (problem !== null || kind === null) return { ok: false, problem: problem ?? "kind_unknown" };
      return { ok: true, kind, byteCount };
    },
  };
}
