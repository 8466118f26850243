import { isPolicy } from "./element-values";
import { canonicalJson, type JsonValue } from "./json";
import { kindOf } from "./register-kinds";
import type { TimelineEntry } from "./timeline";

/** What somebody did, for a sentence about it. */
export const DEEDS = [
  "moved", "reset", "seeThrough", "solid", "pulledApart", "joined", "setBeating", "heldBeat", "bent", "straightened", "choseCondition", "leftCondition", "stoodBeside", "tookBeside", "hid", "showed", "faded", "coloured", "brought", "tookAway",
  "choseModel", "setModels", "cut", "uncut", "pointed", "pinned", "drew", "measured", "keptView", "wrote", "removed",
  "allowedClinicians", "allowedPatient", "allowedAll", "allowedNamed", "gavePlace", "tookPlace", "asked", "granted", "declined",
] as const;
/** See {@link DEEDS}. */
export type Deed = (typeof DEEDS)[number];

/** Something that somebody did, however many ops it took. */
export interface Moment {
  /** Server time of its first and last op, epoch ms. */
  readonly atMs: number;
  readonly untilMs: number;
  /** Indices of its first and last entry. */
  readonly first: number;
  readonly last: number;
  /** The page load that wrote it. */
  readonly actor: number;
  readonly deed: Deed;
  /** The model, and the structures of it, that it was about; as far as the deed is about any. */
  readonly model: string | null;
  readonly structures: readonly string[];
  readonly isVoid: boolean;
  readonly relayedBy: number | null;
}

interface About {
  readonly deed: Deed;
  readonly model?: string;
  readonly structure?: string;
}

const either = (value: JsonValue, yes: Deed, no: Deed): Deed => (value === true ? yes : no);
const field = (value: JsonValue, name: string): JsonValue =>
  typeof value === "object" && value !== null ? (Object.entries<JsonValue>(value).find(([key]) => key === name)?.[1] ?? null) : null;
const textOr = (value: JsonValue, other: string | undefined): string | undefined => (typeof value === "string" ? value : other);

function ofModel(segments: readonly string[], value: JsonValue): About | null {
  const [, model = "", part, structure] = segments;
  if (part === "s") {
    const deeds: Readonly<Record<string, Deed>> = { visible: value === false ? "hid" : "showed", opacity: "faded", colour: "coloured" };
    const deed = deeds[segments[4] ?? ""];
    return deed === undefined || structure === undefined ? null : { deed, model, structure };
  }
  switch (part) {
    case "transform":
      return { deed: value === null ? "reset" : "moved", model };
    case "xray":
      return { deed: either(value, "seeThrough", "solid"), model };
    case "explode":
      return { deed: typeof value === "number" && value > 0 ? "pulledApart" : "joined", model };
    case "beat":
      return { deed: either(field(value, "on"), "setBeating", "heldBeat"), model };
    case "bend":
      return { deed: typeof value === "number" && value > 0 ? "bent" : "straightened", model };
    case "condition":
      return { deed: value === null ? "leftCondition" : "choseCondition", model };
    case "beside":
      return { deed: value === null ? "tookBeside" : "stoodBeside", model };
    case "present":
      return { deed: either(value, "brought", "tookAway"), model };
    default:
      return null;
  }
}

function ofRoom(register: string, value: JsonValue): About | null {
  switch (register) {
    case "room/model":
      return typeof value === "string" ? { deed: "choseModel", model: value } : null;
    case "room/models":
      return { deed: "setModels" };
    case "room/presenter":
      return { deed: value === null ? "tookPlace" : "gavePlace" };
    case "room/policy": {
      if (!isPolicy(value)) return null;
      const deeds = { clinicians: "allowedClinicians", patient: "allowedPatient", all: "allowedAll" } as const;
      return { deed: typeof value.allow === "string" ? deeds[value.allow] : "allowedNamed" };
    }
    default:
      return register.startsWith("room/answer/") ? { deed: either(field(value, "granted"), "granted", "declined") } : null;
  }
}

function ofElement(kind: string, part: string, value: JsonValue): About | null {
  if (part === "here") return value === true ? null : { deed: "removed" };
  if (part === "note") return { deed: "wrote" };
  const made: Readonly<Record<string, Deed>> = { pin: "pinned", stroke: "drew", measure: "measured", area: "measured", view: "keptView" };
  const deed = made[kind];
  if (deed === undefined) return null;
  const [model, structure] = [textOr(field(value, "model"), undefined), textOr(field(value, "structure"), undefined)];
  return { deed, ...(model === undefined ? {} : { model }), ...(structure === undefined ? {} : { structure }) };
}

/** What an op on a register is, in a word; null for what is no deed (where somebody looks) or unknown to this version. */
function deedOf(register: string, value: JsonValue): About | null {
  const segments = register.split("/");
  const [area = "", , part = ""] = segments;
  if (kindOf(register) === null) return null;
  switch (area) {
    case "model":
      return ofModel(segments, value);
    case "room":
      return ofRoom(register, value);
    case "cut":
      return { deed: either(field(value, "on"), "cut", "uncut") };
    case "person": {
      if (part === "ask") return value === null ? null : { deed: "asked" };
      const [model, structure] = [textOr(field(value, "model"), undefined), textOr(field(value, "structure"), undefined)];
      return part === "selection" && model !== undefined && structure !== undefined ? { deed: "pointed", model, structure } : null;
    }
    case "presenter":
      return null;
    default:
      return ofElement(area, part, value);
  }
}

/** What follows within this time and is the same deed is the same moment. */
const SAME_WITHIN_MS = 4000;
/** Moments of one person that may still go on while they do something else. */
const STILL_OPEN = 6;

/**
 * The log as what people did, in the order in which it began. A drag is one moment, and so are five structures
 * that are hidden one after the other. What only says again what shows (what a clinician adopts with a policy,
 * ROOM-42) is no deed.
 */
export function momentsOf(entries: readonly TimelineEntry[]): readonly Moment[] {
  const moments: Moment[] = [];
  const shown = new Map<string, string>();
  const open: number[] = [];
  entries.forEach(({ op, atMs, isVoid, relayedBy }, index) => {
    const about = deedOf(op.register, op.value);
    const text = canonicalJson(op.value);
    const says = op.register !== "room/policy" && (shown.get(op.register) ?? "null") === text;
    if (!isVoid) shown.set(op.register, text);
    if (about === null || says) return;
    const model = about.model ?? null;
    const same = (moment: Moment): boolean =>
      moment.actor === op.actor && moment.deed === about.deed && (moment.model === model || model === null) &&
      moment.isVoid === isVoid && moment.relayedBy === relayedBy && atMs - moment.untilMs <= SAME_WITHIN_MS;
    const found = open.findLast((at) => same(moments[at] as Moment));
    const known = found === undefined ? undefined : moments[found];
    const structures = about.structure === undefined ? [] : [about.structure];
    if (known !== undefined && found !== undefined) {
      moments[found] = { ...known, untilMs: Math.max(known.untilMs, atMs), last: index, structures: [...new Set([...known.structures, ...structures])] };
      return;
    }
    open.push(moments.length);
    if (open.length > STILL_OPEN) open.shift();
    moments.push({ atMs, untilMs: atMs, first: index, last: index, actor: op.actor, deed: about.deed, model, structures, isVoid, relayedBy });
  });
  return moments;
}
