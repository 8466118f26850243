import { type Result, err, ok } from "@/core/kit/result";
import { isRecord, isText, isWhere, isWhole, type Shape } from "@/core/kit/shape";
import { type JsonValue, canonicalJson, isBoundedJson } from "./json";
import { MAX_ACTOR, MAX_COUNTER, MAX_VALUE_BYTES } from "./limits";
import { kindOf } from "./register-kinds";
import { checkRegisterValue, isRegisterName, settleValue, soleWriterOf } from "./registers";

/**
 * One write to one register. `(actor, seq)` names it for ever; `(lamport, actor)` is its stamp and
 * decides which of two writes to a register shows.
 */
export interface SceneOp {
  readonly actor: number;
  readonly seq: number;
  readonly lamport: number;
  readonly register: string;
  readonly value: JsonValue;
}

const counter = isWhole(1, MAX_COUNTER);

/** The shape of an op on the wire; `sceneOpSchema` of contract.ts says the same. `parseOp` also checks its meaning. */
export const isOpShaped: Shape<SceneOp> = isRecord<SceneOp>({
  actor: isWhole(1, MAX_ACTOR),
  seq: counter,
  lamport: counter,
  register: isWhere(isText(), isRegisterName),
  value: (value): value is JsonValue => isBoundedJson(value),
});

/** Why an op is refused: wrong shape, value outside the register's bounds, too big, another's register. */
export type OpFault = "shape" | "value" | "size" | "owner";

const encoder = new TextEncoder();
/** No UTF-16 unit takes more bytes in UTF-8. */
const MOST_BYTES_A_UNIT = 3;

const isTooLong = (text: string): boolean => text.length * MOST_BYTES_A_UNIT > MAX_VALUE_BYTES && encoder.encode(text).length > MAX_VALUE_BYTES;

// Ops never change, so what was read once needs no second look on its way from the wire into the scene.
const known = new WeakSet<object>();

/**
 * Reads an op from anything. The same answer on every replica and on the server, so that a refused op
 * is refused everywhere. The value comes back settled: with sorted keys, in its register's steps.
 */
export function parseOp(input: unknown): Result<SceneOp, OpFault> {
  if (known.has(input as object)) return ok(input as SceneOp);
  if (!isOpShaped(input)) return err("shape");
  const op = input;
  // What is short by its shape needs no text to be measured and copied by: settling writes it anew.
  const form = kindOf(op.register)?.form;
  const isShort = form === "transform" || form === "flag" || form === "share";
  const text = isShort ? "" : canonicalJson(op.value);
  if (isTooLong(text)) return err("size");
  if (checkRegisterValue(op.register, op.value) === "invalid") return err("value");
  const writer = soleWriterOf(op.register);
  if (writer !== null && writer !== op.actor) return err("owner");
  const value = settleValue(op.register, isShort ? op.value : (JSON.parse(text) as JsonValue));
  const read = { actor: op.actor, seq: op.seq, lamport: op.lamport, register: op.register, value };
  known.add(read);
  return ok(read);
}

/** What orders the ops of all actors. */
export type Stamp = Pick<SceneOp, "lamport" | "actor">;

/** Order of stamps: positive when `a` shows over `b`. Zero only for the same actor and time. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.lamport - b.lamport || a.actor - b.actor;
}

/**
 * Order of one actor's ops on one register. Honest actors never use a sequence number twice; the
 * remaining comparisons make the order total even for those who do, so that merging still agrees.
 */
export function compareOwn(a: SceneOp, b: SceneOp): number {
  if (a.seq !== b.seq) return a.seq - b.seq;
  if (a.lamport !== b.lamport) return a.lamport - b.lamport;
  const left = canonicalJson(a.value);
  const right = canonicalJson(b.value);
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
