import type { ByteReader, ByteWriter } from "./bytes";
import { type JsonValue, canonicalJson } from "./json";
import { type SceneOp, parseOp } from "./op";
import { type RegisterKind, kindOf, readElementId, registerKinds } from "./register-kinds";
import { METRE_STEPS, SHARE_STEPS, TURN_STEPS, scaleToSteps, stepsToScale } from "./settle-value";
import { isTransform } from "./values";

/*
 * One op: a byte of kind and flags; actor, seq and lamport, unless they follow the op before; the free
 * parts of the register's name; the value. Names are written once a message and then counted. A
 * transform of our own model takes 23 bytes with two-byte counters.
 */

const ANY_KIND = 63;
const IS_NULL = 0x40;
const FOLLOWS = 0x80;
/** Names that both sides know before any was written. Append only. */
const KNOWN_NAMES = ["heart"] as const;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/** What one message has said so far: its names, and the op before. */
export interface OpContext {
  readonly names: string[];
  last: Pick<SceneOp, "actor" | "seq" | "lamport"> | null;
}

/** A message's beginning. */
export function createOpContext(): OpContext {
  return { names: [...KNOWN_NAMES], last: null };
}

/** Text as UTF-8 after its length. */
export function writeText(out: ByteWriter, text: string): void {
  const bytes = encoder.encode(text);
  out.varint(bytes.length);
  out.raw(bytes);
}

/** UTF-8 text after its length; fails the reader on anything else. */
export function readText(from: ByteReader): string {
  const bytes = from.raw(from.varint());
  try {
    return decoder.decode(bytes);
  } catch {
    // Not UTF-8: nothing that was written here.
    from.fail();
    return "";
  }
}

function writeName(out: ByteWriter, name: string, context: OpContext): void {
  const known = context.names.indexOf(name);
  out.varint(known + 1);
  if (known >= 0) return;
  context.names.push(name);
  writeText(out, name);
}

function readName(from: ByteReader, context: OpContext): string {
  const at = from.varint();
  const name = at === 0 ? readText(from) : context.names[at - 1];
  if (at === 0 && name !== undefined) context.names.push(name);
  if (name === undefined) from.fail();
  return name ?? "";
}

function writePath(out: ByteWriter, kind: RegisterKind, segments: readonly string[], context: OpContext): void {
  kind.path.forEach((pattern, at) => {
    const segment = segments[at] ?? "";
    if (pattern === "*") writeName(out, segment, context);
    else if (pattern === "@" || pattern === "%") out.varint(Number(segment));
    else if (pattern === "#") {
      const made = readElementId(segment);
      out.varint(made?.actor ?? 0);
      out.varint(made?.n ?? 0);
    }
  });
}

function readPath(from: ByteReader, kind: RegisterKind, context: OpContext): string {
  const segments = kind.path.map((pattern) => {
    if (pattern === "*") return readName(from, context);
    if (pattern === "@" || pattern === "%") return String(from.varint());
    return pattern === "#" ? `${from.varint()}-${from.varint()}` : pattern;
  });
  return segments.join("/");
}

function writeValue(out: ByteWriter, form: RegisterKind["form"], value: JsonValue): void {
  if (form === "transform" && isTransform(value)) {
    for (const metres of value.p) out.i16(Math.round(metres * METRE_STEPS));
    for (const part of value.q) out.i16(Math.round(part * TURN_STEPS));
    out.u16(scaleToSteps(value.s));
  } else if (form === "flag") out.byte(value === true ? 1 : 0);
  else if (form === "share") out.u16(Math.round(Number(value) * SHARE_STEPS));
  else if (form === "colour") {
    const rgb = parseInt(String(value).slice(1), 16);
    out.byte(rgb >> 16);
    out.u16(rgb & 0xffff);
  } else if (form === "points" && Array.isArray(value)) {
    out.varint(value.length);
    for (const metres of value) out.i16(Math.round(Number(metres) * METRE_STEPS));
  } else writeText(out, canonicalJson(value));
}

function readJson(from: ByteReader): JsonValue {
  try {
    return JSON.parse(readText(from)) as JsonValue;
  } catch {
    // Not JSON: the reader fails, and with it the message.
    from.fail();
    return null;
  }
}

function readValue(from: ByteReader, form: RegisterKind["form"]): JsonValue {
  const metres = (): number => from.i16() / METRE_STEPS;
  const part = (): number => from.i16() / TURN_STEPS;
  switch (form) {
    case "transform":
      return { p: [metres(), metres(), metres()], q: [part(), part(), part(), part()], s: stepsToScale(from.u16()) };
    case "flag":
      return from.byte() === 1;
    case "share":
      return from.u16() / SHARE_STEPS;
    case "colour":
      return `#${(from.byte() * 0x1_0000 + from.u16()).toString(16).padStart(6, "0")}`;
    case "points": {
      const count = from.varint();
      // No more numbers than there are bytes for: a length alone allocates nothing.
      if (count * 2 > from.left) from.fail();
      return from.failed ? null : Array.from({ length: count }, metres);
    }
    case "json":
      return readJson(from);
  }
}

/** Writes one settled op. */
export function writeOp(out: ByteWriter, op: SceneOp, context: OpContext): void {
  const { last } = context;
  const kind = kindOf(op.register);
  const follows = last !== null && op.actor === last.actor && op.seq === last.seq + 1 && op.lamport === last.lamport + 1;
  out.byte((kind?.id ?? ANY_KIND) | (op.value === null ? IS_NULL : 0) | (follows ? FOLLOWS : 0));
  if (!follows) {
    out.varint(op.actor);
    out.varint(op.seq);
    out.varint(op.lamport);
  }
  context.last = op;
  if (kind) writePath(out, kind, op.register.split("/"), context);
  else writeText(out, op.register);
  if (op.value !== null) writeValue(out, kind?.form ?? "json", op.value);
}

/** Reads one op, judged like any that comes from outside; null, with the reader failed, for anything else. */
export function readOp(from: ByteReader, context: OpContext): SceneOp | null {
  const { last } = context;
  const head = from.byte();
  const follows = (head & FOLLOWS) !== 0;
  const kind = registerKinds[head & ANY_KIND];
  if ((follows && !last) || (!kind && (head & ANY_KIND) !== ANY_KIND)) from.fail();
  const actor = follows ? (last?.actor ?? 0) : from.varint();
  const seq = follows ? (last?.seq ?? 0) + 1 : from.varint();
  const lamport = follows ? (last?.lamport ?? 0) + 1 : from.varint();
  const register = kind ? readPath(from, kind, context) : readText(from);
  const value = head & IS_NULL ? null : readValue(from, kind?.form ?? "json");
  const parsed = from.failed ? null : parseOp({ actor, seq, lamport, register, value });
  if (!parsed?.ok) {
    from.fail();
    return null;
  }
  context.last = parsed.value;
  return parsed.value;
}
