import type { Side } from "@/core/anatomy/look";
import type { TourContent, TourInList } from "@/core/anatomy/tours";
import type { DomainError } from "@/core/kit/errors";
import type { TourId, VisitId } from "@/core/kit/ids";
import type { Result } from "@/core/kit/result";
import { registers } from "@/core/room/registers";
import { callCommand, callQuery } from "../api";
import { createStore, type ReadonlyStore } from "../store";
import { showKeptView } from "./kept-views";
import type { LocalScene } from "./local-scene";

type Shown = Pick<LocalScene, "actor" | "state" | "view" | "dispatch" | "settle">;

/** A tour that this page shows to the room, and the stop that it is at. */
export interface RunningTour {
  readonly content: TourContent;
  readonly at: number;
  /** Leads this person's own look. */
  readonly lookFrom: (side: Side) => void;
}

const running = createStore<RunningTour | null>(null);
/** The tour that this page shows; null also on a page that came in while another had begun one. */
export const runningTour: ReadonlyStore<RunningTour | null> = running;

/** Shows a stop to everybody: the scene as it has it, in one step of undo, and its words. False where that can't be. */
export function showStop(scene: Shown, tour: Omit<RunningTour, "at">, at: number): boolean {
  const { content, lookFrom } = tour;
  const stop = content.stops[at];
  if (!stop || showKeptView(scene, { registers: new Map(Object.entries(stop.registers)) }) !== null) return false;
  if (stop.side) lookFrom(stop.side);
  scene.dispatch({ register: registers.tour, value: { title: content.title, n: at + 1, of: content.stops.length, words: stop.words } });
  running.set({ content, at, lookFrom });
  return true;
}

/** Ends the tour for everybody; the scene stays as it stands. */
export function endTour(scene: Pick<LocalScene, "dispatch">): void {
  scene.dispatch({ register: registers.tour, value: null });
  running.set(null);
}

/** The practice's tours that are in use. */
export function listTours(signal?: AbortSignal): Promise<Result<{ readonly tours: readonly TourInList[] }, DomainError>> {
  return callQuery("anatomy/tours", {}, { signal });
}

/** Begins a tour in a visit: its patient may see it again with the summary. Errors are the server's. */
export function beginTour(visitId: VisitId, tourId: TourId): Promise<Result<{ readonly content: TourContent }, DomainError>> {
  return callCommand("anatomy/show-tour", { visitId, tourId });
}
