import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import { isBeat, type BeatValue } from "@/core/room/values";
import { BEAT_RATES } from "./beat-rates";
import type { AnatomyModel } from "./manifest";
import type { ReadRegister } from "./read";

/**
 * A heart that beats, or is held at a moment of its beat: `at` is where in the cycle it was (0 to 1) when the room's
 * clock showed `ms`. From there every page counts on by itself (ANA-404).
 */
export type Beat = Readonly<BeatValue>;

/** What of a model moves by itself: only our own heart is drawn for it. */
export function canBeat(model: Pick<AnatomyModel, "id">): boolean {
  return model.id === "heart";
}

/** The beat of a model; null: it was never set going, and stands as it was drawn. */
export function beatOf(model: Pick<AnatomyModel, "id">, read: ReadRegister): Beat | null {
  const value = read(registers.beat(model.id));
  return canBeat(model) && isBeat(value) ? value : null;
}

const wrapped = (cycles: number): number => cycles - Math.floor(cycles);

/** Where in its cycle a heart is, 0 to 1, when the room's clock shows `nowMs`. */
export function momentOf(beat: Beat, nowMs: number): number {
  return beat.on ? wrapped(beat.at + ((nowMs - beat.ms) * beat.bpm) / 60_000) : wrapped(beat.at);
}

const edit = (model: Pick<AnatomyModel, "id">, on: boolean, bpm: number, at: number, ms: number): Edit => ({
  register: registers.beat(model.id),
  value: {
    on,
    bpm: Math.round(Math.min(BEAT_RATES.max, Math.max(BEAT_RATES.min, bpm))),
    at: Math.round(wrapped(at) * 1000) / 1000,
    ms: Math.max(0, Math.round(ms)),
  },
});

/** Lets it beat at a rate, from where in its cycle it is. */
export function beatAt(model: Pick<AnatomyModel, "id">, now: Beat | null, bpm: number, nowMs: number): Edit {
  return edit(model, true, bpm, now ? momentOf(now, nowMs) : 0, nowMs);
}

/** Holds it at a moment of its cycle, 0 to 1. */
export function holdAt(model: Pick<AnatomyModel, "id">, now: Beat | null, moment: number, nowMs: number): Edit {
  // The very end is the end: wrapped it would be the beginning.
  return edit(model, false, now?.bpm ?? BEAT_RATES.usual, Math.min(0.999, Math.max(0, moment)), nowMs);
}

/** Another rate, beating or held as it is. */
export function atRate(model: Pick<AnatomyModel, "id">, now: Beat | null, bpm: number, nowMs: number): Edit {
  return edit(model, now?.on ?? false, bpm, now ? momentOf(now, nowMs) : 0, nowMs);
}

/** As it was drawn. */
export function stand(model: Pick<AnatomyModel, "id">): Edit {
  return { register: registers.beat(model.id), value: null };
}
