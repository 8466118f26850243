import type { Answer, AreaBody, Ask, Closer, MeasureBody, PinBody, Policy, Presenter, StrokeBody, TourSignValue } from "./element-values";
import type { JsonValue } from "./json";
import { MAX_REGISTER_LENGTH } from "./limits";
import { actorIn, kindOf } from "./register-kinds";
import type { BeatValue, Camera, ConditionValue, Cut, Selection, Transform } from "./values";

/** Names of the registers of the shared scene. The grammar is docs/specs/room.md, ROOM-3. */
export const registers = {
  /** Position, rotation and scale of a model: one register, so that they never part. */
  transform: <M extends string>(model: M) => `model/${model}/transform` as const,
  /** Whole model see-through or not. */
  xray: <M extends string>(model: M) => `model/${model}/xray` as const,
  /** How far the model's structures are pulled apart, 0 to 1. */
  explode: <M extends string>(model: M) => `model/${model}/explode` as const,
  /** Whether a heart beats, how fast, and where in its cycle it is held. */
  beat: <M extends string>(model: M) => `model/${model}/beat` as const,
  /** How far a knee is bent, degrees. */
  bend: <M extends string>(model: M) => `model/${model}/bend` as const,
  /** Which condition a model shows, and in which grade. */
  condition: <M extends string>(model: M) => `model/${model}/condition` as const,
  /** What stands beside a model to be compared with. */
  beside: <M extends string>(model: M) => `model/${model}/beside` as const,
  /** Whether a model is in the room at all. */
  present: <M extends string>(model: M) => `model/${model}/present` as const,
  visible: <M extends string, S extends string>(model: M, structure: S) =>
    `model/${model}/s/${structure}/visible` as const,
  opacity: <M extends string, S extends string>(model: M, structure: S) =>
    `model/${model}/s/${structure}/opacity` as const,
  colour: <M extends string, S extends string>(model: M, structure: S) =>
    `model/${model}/s/${structure}/colour` as const,
  /** What the person behind an actor id has chosen; only that actor may write it. */
  selection: (actor: number) => `person/${actor}/selection` as const,
  /** Which model stands in the room. The clinician's to choose. */
  model: "room/model",
  /** The eye to follow, or null when nobody presents. */
  camera: "presenter/camera",
  /** One of three cutting planes. */
  cut: (index: 0 | 1 | 2) => `cut/${index}` as const,
  /** Who may change the scene; every one of its ops counts (ROOM-40). The clinician's. */
  policy: "room/policy",
  /** Which models stand in the room. The clinician's. */
  models: "room/models",
  /** Whose eye the others may or must follow. The clinician's to give. */
  presenter: "room/presenter",
  /** The clinician's answer to what an actor asked. */
  answer: (actor: number) => `room/answer/${actor}` as const,
  /** What an actor asks the clinician for. */
  ask: (actor: number) => `person/${actor}/ask` as const,
  /** Where an actor looks from, while they present. */
  eye: (actor: number) => `person/${actor}/eye` as const,
  /** How much room an actor keeps around themselves, metres. */
  roomAround: (actor: number) => `person/${actor}/room-around` as const,
  /** Whom an actor asks to come closer, and what they answered others. */
  closer: (actor: number) => `person/${actor}/closer` as const,
  /** Which stop of a tour is shown, and its words. The clinician's. */
  tour: "room/tour",
  /** In which order kept views are listed. */
  viewOrder: "views/order",
  /** One part of an element: see elements.ts. */
  element: <K extends string, P extends string>(kind: K, id: string, part: P) => `${kind}/${id}/${part}` as const,
} as const;

/** What each name holds, from the most exact name to the least. */
type Held = [
  [`model/${string}/s/${string}/visible`, boolean],
  [`model/${string}/s/${string}/opacity`, number],
  [`model/${string}/s/${string}/colour`, string],
  [`model/${string}/transform`, Transform],
  [`model/${string}/xray` | `model/${string}/present`, boolean],
  [`model/${string}/explode` | `model/${string}/bend`, number],
  [`model/${string}/beat`, BeatValue],
  [`model/${string}/condition`, ConditionValue],
  [`model/${string}/beside`, string],
  ["room/model", string],
  [`person/${number}/selection`, Selection],
  [`presenter/camera` | `person/${number}/eye`, Camera],
  [`cut/${number}`, Cut],
  ["room/policy", Policy],
  ["room/models", readonly string[]],
  ["room/presenter", Presenter],
  [`room/answer/${number}`, Answer],
  [`person/${number}/ask`, Ask],
  [`person/${number}/room-around`, number],
  [`person/${number}/closer`, Closer],
  [`pin/${string}/body`, PinBody],
  [`stroke/${string}/body`, StrokeBody],
  [`stroke/${string}/part/${number}`, readonly number[]],
  [`stroke/${string}/end`, number],
  [`measure/${string}/body`, MeasureBody],
  [`area/${string}/body`, AreaBody],
  [`view/${string}/picture`, string],
  ["views/order", readonly string[]],
  ["room/tour", TourSignValue],
  [`${"pin" | "measure" | "view" | "area"}/${string}/note`, string],
  [`${"pin" | "stroke" | "measure" | "view" | "area"}/${string}/here`, boolean],
];
type Find<R extends string, Table> = Table extends [infer Row extends [string, unknown], ...infer Rest]
  ? R extends Row[0]
    ? Row[1]
    : Find<R, Rest>
  : JsonValue;

/** The type of what a register holds; `null` always means "as at the start". */
export type RegisterValue<R extends string> = Find<R, Held>;

const segment = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
const wellFormed = new RegExp(`^${segment}(?:/${segment}){0,7}$`);

/** True when `name` may name a register at all, whether or not this version knows its kind. */
export function isRegisterName(name: string): boolean {
  return name.length <= MAX_REGISTER_LENGTH && wellFormed.test(name);
}

/**
 * Whether `value` may stand in `register`. A kind this version does not know is `unknown`: such an op
 * is kept and passed on, and drawn by nobody here, so that an old page survives a newer one.
 */
export function checkRegisterValue(register: string, value: JsonValue): "valid" | "invalid" | "unknown" {
  const kind = kindOf(register);
  if (!kind) return "unknown";
  // What never changes cannot be taken back either.
  return (value === null && kind.keep === "newest") || kind.fits(value) ? "valid" : "invalid";
}

/** A value in the steps in which its register keeps it. Call it on values that fit. */
export function settleValue(register: string, value: JsonValue): JsonValue {
  return value === null ? null : (kindOf(register)?.settle(value) ?? value);
}

/** The actor a `person/<actor>/…` register belongs to, or null for registers that are everybody's. */
export function ownerOf(register: string): number | null {
  return register.startsWith("person/") ? actorIn(register) : null;
}

/** The only actor whose ops on a register are ops at all (ROOM-7), or null where others' may count. */
export function soleWriterOf(register: string): number | null {
  const owner = ownerOf(register);
  if (owner !== null) return owner;
  return kindOf(register)?.writer === "maker" ? actorIn(register) : null;
}
