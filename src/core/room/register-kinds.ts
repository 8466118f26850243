import { isFlag, isMatch, type Shape } from "@/core/kit/shape";
import {
  isAnswer,
  isAreaBody,
  isAsk,
  isCloser,
  isKeptView,
  isMeasureBody,
  isModelSet,
  isNoteText,
  isPinBody,
  isPolicy,
  isPresenter,
  isRoomAround,
  isStrokeBody,
  isStrokeEnd,
  isStrokePart,
  isTourSign,
  isViewOrder,
  isViewPicture,
} from "./element-values";
import type { JsonValue } from "./json";
import { MAX_ACTOR, MAX_ELEMENT_NUMBER } from "./limits";
import { settlePoints, settleShare, settleTransform } from "./settle-value";
import { isBeat, isBend, isBeside, isCamera, isColour, isConditionChoice, isCut, isFraction, isSelection, isTransform } from "./values";

/** How a value travels. Everything without a form of its own travels as JSON. */
export type WireForm = "transform" | "flag" | "share" | "colour" | "points" | "json";

/**
 * Who may write a register. `work`: whom the policy lets. `presenter`: clinicians, and of those whom the policy lets
 * whoever presents. `clinician`: clinicians. `own`: the actor in the name. `maker`: the actor in the name, as far as the
 * policy lets. `note` and `here`: whoever made the element, and for `here` clinicians too.
 */
export type Writer = "work" | "presenter" | "clinician" | "own" | "maker" | "note" | "here";

/** Which of an actor's ops on a register count: the newest, the first (it never changes), or each. */
export type Keep = "newest" | "first" | "each";

/** One kind of register: what it holds, and who may write it. */
export interface RegisterKind {
  /** Its number on the wire: the place in the table. */
  readonly id: number;
  /** Segments of the name. `*` any name, `@` an actor, `#` an element (`<actor>-<n>`), `%` 0 to 63. */
  readonly path: readonly string[];
  readonly fits: Shape<unknown>;
  readonly settle: (value: JsonValue) => JsonValue;
  readonly form: WireForm;
  readonly writer: Writer;
  readonly keep: Keep;
}

const asIs = (value: JsonValue): JsonValue => value;
const isModelId = isMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);
const isPresenterOrNobody: Shape<unknown> = (value): value is unknown => value === null || isPresenter(value);
const settlePose = (value: JsonValue): JsonValue => (isTransform(value) ? { ...settleTransform(value) } : value);

type Row = readonly [path: string, writer: Writer, fits: Shape<unknown>, form?: WireForm, settle?: (value: JsonValue) => JsonValue, keep?: Keep];

// The place in this table is the number on the wire: append, and never reorder or change a shape.
const rows: readonly Row[] = [
  ["model/*/transform", "work", isTransform, "transform", settlePose],
  ["model/*/xray", "work", isFlag, "flag"],
  ["model/*/explode", "work", isFraction, "share", settleShare],
  ["model/*/present", "work", isFlag, "flag"],
  ["model/*/s/*/visible", "work", isFlag, "flag"],
  ["model/*/s/*/opacity", "work", isFraction, "share", settleShare],
  ["model/*/s/*/colour", "work", isColour, "colour"],
  ["person/@/selection", "own", isSelection],
  ["room/model", "clinician", isModelId],
  ["presenter/camera", "clinician", isCamera],
  ["cut/0", "work", isCut],
  ["cut/1", "work", isCut],
  ["cut/2", "work", isCut],
  ["room/policy", "clinician", isPolicy, "json", asIs, "each"],
  ["room/models", "clinician", isModelSet],
  ["room/presenter", "clinician", isPresenterOrNobody, "json", asIs, "each"],
  ["room/answer/@", "clinician", isAnswer],
  ["person/@/ask", "own", isAsk],
  ["person/@/eye", "own", isCamera],
  ["pin/#/body", "maker", isPinBody, "json", asIs, "first"],
  ["pin/#/note", "note", isNoteText],
  ["pin/#/here", "here", isFlag, "flag"],
  ["stroke/#/body", "maker", isStrokeBody, "json", asIs, "first"],
  ["stroke/#/part/%", "maker", isStrokePart, "points", settlePoints, "first"],
  ["stroke/#/end", "maker", isStrokeEnd, "json", asIs, "first"],
  ["stroke/#/here", "here", isFlag, "flag"],
  ["measure/#/body", "maker", isMeasureBody, "json", asIs, "first"],
  ["measure/#/note", "note", isNoteText],
  ["measure/#/here", "here", isFlag, "flag"],
  ["view/#/body", "maker", isKeptView, "json", asIs, "first"],
  ["view/#/note", "note", isNoteText],
  ["view/#/here", "here", isFlag, "flag"],
  ["area/#/body", "maker", isAreaBody, "json", asIs, "first"],
  ["area/#/note", "note", isNoteText],
  ["area/#/here", "here", isFlag, "flag"],
  ["view/#/part/%", "maker", isKeptView, "json", asIs, "first"],
  ["view/#/picture", "maker", isViewPicture, "json", asIs, "first"],
  ["views/order", "work", isViewOrder],
  ["room/tour", "clinician", isTourSign],
  ["person/@/room-around", "own", isRoomAround],
  ["person/@/closer", "own", isCloser],
  ["model/*/beat", "work", isBeat],
  ["model/*/condition", "presenter", isConditionChoice],
  ["model/*/beside", "presenter", isBeside],
  ["model/*/bend", "work", isBend],
];

/** All kinds that this version knows, by their number on the wire. */
export const registerKinds: readonly RegisterKind[] = rows.map(([path, writer, fits, form = "json", settle = asIs, keep = "newest"], id) => ({
  id,
  path: path.split("/"),
  fits,
  settle,
  form,
  writer,
  keep,
}));

const byStart = new Map<string, RegisterKind[]>();
for (const kind of registerKinds) {
  const start = `${kind.path[0] ?? ""}/${kind.path.length}`;
  byStart.set(start, [...(byStart.get(start) ?? []), kind]);
}

const isActorSegment = (text: string): boolean => /^[1-9][0-9]{0,4}$/.test(text) && Number(text) <= MAX_ACTOR;

/** The actor and number in an element's id, or null. */
export function readElementId(text: string): { readonly actor: number; readonly n: number } | null {
  const match = /^([1-9][0-9]{0,4})-([1-9][0-9]{0,3})$/.exec(text);
  if (!match) return null;
  const [actor, n] = [Number(match[1]), Number(match[2])];
  return actor <= MAX_ACTOR && n <= MAX_ELEMENT_NUMBER ? { actor, n } : null;
}

const fills = (segment: string, pattern: string): boolean => {
  switch (pattern) {
    case "*":
      return true;
    case "@":
      return isActorSegment(segment);
    case "#":
      return readElementId(segment) !== null;
    case "%":
      return /^(?:[0-9]|[1-5][0-9]|6[0-3])$/.test(segment);
    default:
      return segment === pattern;
  }
};

/** Names that were asked for lately: each op asks for its own several times on its way in. */
const lately = new Map<string, RegisterKind | null>();
const MOST_LATELY = 2048;

/** The kind of a well-formed register name; null for one that this version does not know. */
export function kindOf(register: string): RegisterKind | null {
  const known = lately.get(register);
  if (known !== undefined) return known;
  const kind = findKind(register);
  if (lately.size >= MOST_LATELY) lately.clear();
  lately.set(register, kind);
  return kind;
}

function findKind(register: string): RegisterKind | null {
  const segments = register.split("/");
  const candidates = byStart.get(`${segments[0] ?? ""}/${segments.length}`);
  return candidates?.find(({ path }) => path.every((pattern, at) => fills(segments[at] ?? "", pattern))) ?? null;
}

/** Who may write a register. Of kinds that this version does not know the beginning of the name tells. */
export function writerOf(register: string): Writer {
  const kind = kindOf(register);
  if (kind) return kind.writer;
  if (register.startsWith("person/")) return "own";
  return /^(?:room|presenter)\//.test(register) ? "clinician" : "work";
}

/** The actor that a register's name names: of `person/<actor>/…`, and of an element. Else null. */
export function actorIn(register: string): number | null {
  const second = register.split("/")[1] ?? "";
  if (register.startsWith("person/")) return isActorSegment(second) ? Number(second) : null;
  return /^(?:pin|stroke|measure|view|area)\//.test(register) ? (readElementId(second)?.actor ?? null) : null;
}
