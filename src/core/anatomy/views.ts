import { isNumber, isTuple } from "@/core/kit/shape";
import { isKeptView } from "@/core/room/element-values";
import { listElements, makeElement } from "@/core/room/elements";
import { canonicalJson, isBoundedJson, type JsonValue } from "@/core/room/json";
import { MAX_STROKE_PARTS, MAX_VALUE_BYTES, MAX_VIEWS } from "@/core/room/limits";
import { mayChange } from "@/core/room/policy";
import { checkRegisterValue, isRegisterName, registers } from "@/core/room/registers";
import { valueOf, type SceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { isCut as isCutValue } from "@/core/room/values";
import type { Side } from "./look";
import { FIRST_MODEL } from "./models";
import { isClose, HOME, readTransform } from "./transform";

/** Longest name of a kept view. */
export const VIEW_NAME_MAX = 80;

/** What a view keeps of the scene: models and how they look, cuts, and which model is shown. */
const KEPT = /^(?:model|cut)\/|^room\/model$/;
/** Pairs in a view's body that are no registers. */
const PARTS = "parts";
const LOOK = "look";
const isSide = isTuple<[number, number]>(isNumber(-1000, 1000), isNumber(-10, 10));

/** A kept view as this person sees it. */
export interface SavedView {
  readonly id: string;
  /** The page load that kept it. */
  readonly actor: number;
  readonly isOwn: boolean;
  /** Whether this person may take it away now, and give it another name. */
  readonly mayRemove: boolean;
  readonly mayRename: boolean;
  /** What its keeper called it; empty: nothing. */
  readonly name: string;
  /** Which model it shows. */
  readonly model: string;
  /** From which side its keeper looked; null where that was not kept. */
  readonly side: Side | null;
  /** What it holds, by register. */
  readonly registers: ReadonlyMap<string, JsonValue>;
  /** All parts of it are here. */
  readonly isWhole: boolean;
  /** Its small picture, a JPEG in base64; null where nothing was drawn. */
  readonly picture: string | null;
}

/** What of the scene a view keeps. */
export function keptOf(shown: Iterable<readonly [string, JsonValue]>): ReadonlyMap<string, JsonValue> {
  return new Map([...shown].filter(([register, value]) => KEPT.test(register) && value !== null));
}

/** Whether two views hold the same. */
export function holdsSame(a: ReadonlyMap<string, JsonValue>, b: ReadonlyMap<string, JsonValue>): boolean {
  return a.size === b.size && [...a].every(([register, value]) => b.has(register) && canonicalJson(b.get(register) ?? null) === canonicalJson(value));
}

/** Which model a view shows. */
export function modelOf(view: ReadonlyMap<string, JsonValue>): string {
  const id = view.get(registers.model);
  return typeof id === "string" ? id : FIRST_MODEL;
}

type Pair = [string, JsonValue];

// As many pairs in a list as fit a value; a list holds at most 200 anyway.
function inLists(pairs: readonly Pair[]): readonly Pair[][] {
  const lists: Pair[][] = [];
  let room = 0;
  for (const pair of pairs) {
    const bytes = new TextEncoder().encode(canonicalJson(pair)).length + 1;
    const list = lists.at(-1);
    if (list && bytes <= room && list.length < 150) {
      list.push(pair);
      room -= bytes;
    } else {
      lists.push([pair]);
      room = MAX_VALUE_BYTES - 256 - bytes;
    }
  }
  return lists;
}

/** What somebody keeps as a view. */
export interface ViewToKeep {
  readonly shown: ReadonlyMap<string, JsonValue>;
  readonly side: Side | null;
  readonly name: string;
  readonly picture: string | null;
}

/** The edits that keep a view; null when it holds more than a view can. */
export function keepView(id: string, { shown, side, name, picture }: ViewToKeep): readonly Edit[] | null {
  const pairs = [...keptOf(shown)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([register, value]): Pair => [register, value]);
  const [first = [], ...more] = inLists(pairs);
  if (more.length > MAX_STROKE_PARTS) return null;
  const round = (rad: number): number => Math.round(rad * 1e4) / 1e4 || 0;
  const head: Pair[] = [...(more.length > 0 ? [[PARTS, more.length] satisfies Pair] : []), ...(side ? [[LOOK, [round(side.aroundRad), round(side.aboveRad)]] satisfies Pair] : [])];
  return [
    ...more.map((list, part) => ({ register: `view/${id}/part/${part}`, value: list })),
    ...(picture === null ? [] : [{ register: registers.element("view", id, "picture"), value: picture }]),
    ...makeElement("view", id, [...head, ...first], name.trim().slice(0, VIEW_NAME_MAX)),
  ];
}

// Whoever keeps a view writes it: what no register could hold is not taken from it.
const couldShow = (name: string, value: unknown): value is JsonValue =>
  KEPT.test(name) && isRegisterName(name) && isBoundedJson(value) && value !== null && checkRegisterValue(name, value) === "valid";

function readBody(state: SceneState, id: string, body: unknown): Pick<SavedView, "side" | "registers" | "isWhole"> {
  const held = new Map<string, JsonValue>();
  let parts = 0;
  let side: Side | null = null;
  const take = (list: unknown): void => {
    if (!isKeptView(list)) return;
    for (const [name, value] of list) {
      if (name === PARTS && typeof value === "number") parts = value;
      else if (name === LOOK && isSide(value)) side = { aroundRad: value[0], aboveRad: value[1] };
      else if (couldShow(name, value)) held.set(name, value);
    }
  };
  take(body);
  let isWhole = true;
  for (let part = 0; part < Math.min(parts, MAX_STROKE_PARTS); part += 1) {
    const list = valueOf(state, `view/${id}/part/${part}`);
    if (list === null) isWhole = false;
    else take(list);
  }
  return { side, registers: held, isWhole };
}

const personOf = (state: SceneState, actor: number): number => state.bench.seats.get(actor)?.person ?? actor;

/** The order that somebody gave the views: ids, those of views that are gone among them. */
function orderOf(state: SceneState): readonly string[] {
  const order = valueOf(state, registers.viewOrder);
  return Array.isArray(order) ? order.filter((id) => typeof id === "string") : [];
}

/** Every kept view that is there, in the room's order; those without a place in it last, oldest first. */
export function listViews(state: SceneState, actor: number): readonly SavedView[] {
  const may = mayChange(state, actor);
  const isClinician = state.bench.seats.get(actor)?.role === "clinician";
  const order = orderOf(state);
  const place = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return listElements(state)
    .filter(({ kind }) => kind === "view")
    .map(({ id, actor: keeper, body, note }): SavedView => {
      const read = readBody(state, id, body);
      const isOwn = personOf(state, keeper) === personOf(state, actor);
      const picture = valueOf(state, registers.element("view", id, "picture"));
      return {
        ...read,
        id,
        actor: keeper,
        isOwn,
        mayRemove: may && (isOwn || isClinician),
        mayRename: may && isOwn,
        name: note,
        model: modelOf(read.registers),
        picture: typeof picture === "string" ? picture : null,
      };
    })
    .sort((a, b) => place(a.id) - place(b.id));
}

/** The edit that moves a view earlier (−1) or later (1) among those that are listed; null at the end. */
export function moveView(views: readonly Pick<SavedView, "id">[], id: string, by: 1 | -1): Edit | null {
  const ids = views.map((view) => view.id);
  const from = ids.indexOf(id);
  const other = ids[from + by];
  if (from < 0 || other === undefined) return null;
  [ids[from], ids[from + by]] = [other, id];
  return { register: registers.viewOrder, value: ids.slice(0, MAX_VIEWS) };
}

/** What a view shows, for words where there is no picture. */
export interface ViewFacts {
  /** Parts that it hides beyond what is hidden at first, as far as that can be told. */
  readonly hidden: number;
  readonly isXray: boolean;
  readonly isCut: boolean;
  readonly isMoved: boolean;
  /** It shows something other than the healthy organ. */
  readonly hasCondition: boolean;
}

/** Tells what a view shows of its model. */
export function factsOf(view: Pick<SavedView, "registers" | "model">): ViewFacts {
  const has = (register: string): JsonValue => view.registers.get(register) ?? null;
  const prefix = `model/${view.model}/s/`;
  const hidden = [...view.registers].filter(([register, value]) => register.startsWith(prefix) && register.endsWith("/visible") && value === false).length;
  const isCut = [...view.registers].some(([register, value]) => register.startsWith("cut/") && isCutValue(value) && value.on);
  return { hidden, isXray: has(registers.xray(view.model)) === true, isCut, isMoved: !isClose(readTransform(has(registers.transform(view.model))), HOME), hasCondition: has(registers.condition(view.model)) !== null };
}
