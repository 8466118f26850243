import type { JsonValue } from "./json";
import { type SceneState, winnerOf } from "./state";

/** A wish to write one register. */
export interface Edit {
  readonly register: string;
  readonly value: JsonValue;
}

/** One register's part in a step: what to restore, and the own op that must still show for that. */
export interface UndoItem {
  readonly register: string;
  readonly restore: JsonValue;
  /** Sequence number of the own op that this step wrote. */
  seq: number;
  /** Sequence number of the own op that showed before, or null when it was not one's own. */
  readonly priorSeq: number | null;
}

/** What one gesture changed. Gestures of one `group` that follow each other are one step. */
export interface UndoStep {
  readonly group: string | null;
  readonly items: UndoItem[];
}

/** Undo and redo of one actor. */
export interface UndoHistory {
  readonly undo: UndoStep[];
  readonly redo: UndoStep[];
}

const MAX_STEPS = 100;

/** Nothing to undo. */
export function createUndoHistory(): UndoHistory {
  return { undo: [], redo: [] };
}

/** Records a step that was just written. Whatever could be redone is gone, as people expect. */
export function recordStep(history: UndoHistory, step: UndoStep): void {
  history.redo.length = 0;
  const top = history.undo.at(-1);
  if (top && step.group !== null && top.group === step.group) {
    for (const item of step.items) absorbItem(top.items, item);
    return;
  }
  history.undo.push(step);
  if (history.undo.length > MAX_STEPS) history.undo.shift();
}

// Inside one gesture the first "before" counts, and the last op.
function absorbItem(items: UndoItem[], item: UndoItem): void {
  const known = items.find(({ register }) => register === item.register);
  if (known) known.seq = item.seq;
  else items.push(item);
}

/**
 * Takes the newest step that still changes something: only registers where this actor's own op still
 * shows, and that `may` lets them write now, are restored, so nobody undoes another's work. Null when there is none.
 */
export function takeStep(stack: UndoStep[], state: SceneState, actor: number, may: (register: string) => boolean): UndoStep | null {
  for (let step = stack.pop(); step; step = stack.pop()) {
    const items = step.items.filter(({ register, seq }) => {
      const winner = winnerOf(state, register);
      return winner !== null && winner.actor === actor && winner.seq === seq && may(register);
    });
    if (items.length > 0) return { group: step.group, items };
  }
  return null;
}

/**
 * Tells the stack that `item` was restored by the new op `seq`. A step below whose op showed before
 * shows again through that new op, and so can be undone in its turn.
 */
export function relink(stack: readonly UndoStep[], item: UndoItem, seq: number): void {
  if (item.priorSeq === null) return;
  for (const step of stack) {
    for (const below of step.items) {
      if (below.register === item.register && below.seq === item.priorSeq) below.seq = seq;
    }
  }
}
