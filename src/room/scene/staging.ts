import type { JsonValue } from "@/core/room/json";

/** While dragging, an op is written this often; frames of presence carry what is between. */
export const CHECKPOINT_INTERVAL_MS = 500;
/** A drag that says nothing for this long has ended, whatever became of the hand. */
export const DRAG_IDLE_MS = 1000;

/** An edit that shows here already and is not an op yet, or a drag that goes on. */
export interface StagedEdit {
  readonly register: string;
  readonly value: JsonValue;
  /** Part of a drag that goes on: it may wait for the next checkpoint. */
  readonly checkpoint: boolean;
  readonly group: string | null;
  readonly atMs: number;
}

interface Entry extends StagedEdit {
  dirty: boolean;
}

/** Edits between a hand's movement and an op, at most one a register. */
export interface Staging {
  stage(edit: StagedEdit): void;
  get(register: string): StagedEdit | undefined;
  /** Takes what is due; `everything` also ends every drag. A drag's edit otherwise stays and shows on. */
  takeDue(nowMs: number, everything: boolean): StagedEdit[];
  /** Forgets a register's edit; true when there was one. */
  discard(register: string): boolean;
  isEmpty(): boolean;
  /** Registers with an edit. */
  names(): readonly string[];
}

/** Creates empty staging. */
export function createStaging(): Staging {
  const staged = new Map<string, Entry>();
  const lastCheckpointMs = new Map<string, number>();
  const forget = (register: string): boolean => {
    lastCheckpointMs.delete(register);
    return staged.delete(register);
  };
  const takeOne = (edit: Entry, nowMs: number, everything: boolean): boolean => {
    const ends = everything || !edit.checkpoint || nowMs - edit.atMs >= DRAG_IDLE_MS;
    const last = lastCheckpointMs.get(edit.register) ?? -Infinity;
    const due = edit.dirty && (ends || nowMs - last >= CHECKPOINT_INTERVAL_MS);
    if (ends) forget(edit.register);
    else if (due) {
      edit.dirty = false;
      lastCheckpointMs.set(edit.register, nowMs);
    }
    return due;
  };
  return {
    stage: (edit) => {
      staged.set(edit.register, { ...edit, dirty: true });
    },
    get: (register) => staged.get(register),
    takeDue: (nowMs, everything) => [...staged.values()].filter((edit) => takeOne(edit, nowMs, everything)),
    discard: forget,
    isEmpty: () => staged.size === 0,
    names: () => [...staged.keys()],
  };
}
