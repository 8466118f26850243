import { isFlag, isMatch, type Shape } from "@/core/kit/shape";
import type { JsonValue } from "./json";
import { MAX_ACTOR, MAX_REGISTER_LENGTH } from "./limits";
import {
  type Camera,
  type Cut,
  type Selection,
  type Transform,
  isCamera,
  isColour,
  isCut,
  isFraction,
  isSelection,
  isTransform,
} from "./values";

/** Names of the registers of the shared scene. The grammar is docs/specs/room.md, ROOM-3. */
export const registers = {
  /** Position, rotation and scale of a model: one register, so that they never part. */
  transform: <M extends string>(model: M) => `model/${model}/transform` as const,
  /** Whole model see-through or not. */
  xray: <M extends string>(model: M) => `model/${model}/xray` as const,
  /** How far the model's structures are pulled apart, 0 to 1. */
  explode: <M extends string>(model: M) => `model/${model}/explode` as const,
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
  /** Whether guests may change the scene. The clinician's to say; nothing said is no. */
  guestsEdit: "room/guests-edit",
  /** The eye to follow, or null when nobody presents. */
  camera: "presenter/camera",
  /** One of three cutting planes. */
  cut: (index: 0 | 1 | 2) => `cut/${index}` as const,
} as const;

/** The type of what a register holds; `null` always means "as at the start". */
export type RegisterValue<R extends string> = R extends `model/${string}/s/${string}/visible`
  ? boolean
  : R extends `model/${string}/s/${string}/opacity`
    ? number
    : R extends `model/${string}/s/${string}/colour`
      ? string
      : R extends `model/${string}/transform`
        ? Transform
        : R extends `model/${string}/xray` | `model/${string}/present`
          ? boolean
          : R extends `model/${string}/explode`
            ? number
            : R extends "room/model"
              ? string
              : R extends "room/guests-edit"
              ? boolean
              : R extends `person/${number}/selection`
                ? Selection
                : R extends "presenter/camera"
                  ? Camera
                  : R extends `cut/${number}`
                    ? Cut
                    : JsonValue;

const segment = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
const wellFormed = new RegExp(`^${segment}(?:/${segment}){0,7}$`);

interface Kind {
  readonly pattern: RegExp;
  readonly fits: Shape<unknown>;
}

const isModelId = isMatch(new RegExp(`^${segment}$`));
const model = `model/${segment}`;
const kinds: readonly Kind[] = [
  { pattern: new RegExp(`^${model}/transform$`), fits: isTransform },
  { pattern: new RegExp(`^${model}/s/${segment}/visible$`), fits: isFlag },
  { pattern: new RegExp(`^${model}/s/${segment}/opacity$`), fits: isFraction },
  { pattern: new RegExp(`^${model}/s/${segment}/colour$`), fits: isColour },
  { pattern: new RegExp(`^${model}/xray$`), fits: isFlag },
  { pattern: new RegExp(`^${model}/present$`), fits: isFlag },
  { pattern: new RegExp(`^${model}/explode$`), fits: isFraction },
  { pattern: /^person\/[1-9][0-9]{0,4}\/selection$/, fits: isSelection },
  { pattern: /^room\/model$/, fits: isModelId },
  { pattern: /^room\/guests-edit$/, fits: isFlag },
  { pattern: /^presenter\/camera$/, fits: isCamera },
  { pattern: /^cut\/[0-2]$/, fits: isCut },
];

/** True when `name` may name a register at all, whether or not this version knows its kind. */
export function isRegisterName(name: string): boolean {
  return name.length <= MAX_REGISTER_LENGTH && wellFormed.test(name);
}

/**
 * Whether `value` may stand in `register`. A kind this version does not know is `unknown`: such an op
 * is kept and passed on, and drawn by nobody here, so that an old page survives a newer one.
 */
export function checkRegisterValue(register: string, value: JsonValue): "valid" | "invalid" | "unknown" {
  const kind = kinds.find(({ pattern }) => pattern.test(register));
  if (!kind) return "unknown";
  if (value === null) return "valid";
  return kind.fits(value) ? "valid" : "invalid";
}

const THE_CLINICIANS: readonly string[] = [registers.model, registers.guestsEdit];

/**
 * Whether somebody of that role may write a register at all; whose own it is, `ownerOf` tells, and whether what a
 * guest writes counts, the state does (`guestsMayEdit`).
 */
export function isWritableBy(role: "clinician" | "patient" | "guest", register: string): boolean {
  return role === "clinician" || !THE_CLINICIANS.includes(register);
}

/** The actor a `person/<actor>/…` register belongs to, or null for registers that are everybody's. */
export function ownerOf(register: string): number | null {
  const match = /^person\/([1-9][0-9]{0,4})\//.exec(register);
  if (!match) return null;
  const actor = Number(match[1]);
  return actor <= MAX_ACTOR ? actor : null;
}
