import type { TourContent, TourStop } from "@/core/anatomy/tours";
import type { SavedView } from "@/core/anatomy/views";
import type { TourId } from "@/core/kit/ids";
import { largePicture } from "@/room/scene/view-pictures";
import type { SceneReplica } from "@/room/scene/replica";

/** A tour while somebody writes it: version 0 is one that nobody saved yet. */
export interface TourDraft {
  readonly tourId: TourId;
  readonly version: number;
  readonly content: TourContent;
}

/** A stop made of a kept view; its name is where its words begin. */
export function stopOf(scene: Pick<SceneReplica, "state">, view: SavedView, isSpanish: boolean): TourStop {
  const words = isSpanish ? { en: "", es: view.name } : { en: view.name, es: "" };
  // What a scene holds is JSON: the shape of the wire is that of the schema.
  const registers = Object.fromEntries(view.registers) as TourStop["registers"];
  return { registers, side: view.side, words, picture: largePicture(scene.state, view.id) ?? view.picture };
}

/** A new tour of all views that are kept, in their order. */
export function newTour(scene: Pick<SceneReplica, "state">, views: readonly SavedView[]): TourDraft {
  const isSpanish = document.documentElement.lang.startsWith("es");
  return {
    tourId: crypto.randomUUID() as TourId,
    version: 0,
    content: { title: { en: "", es: "" }, stops: views.slice(0, 12).map((view) => stopOf(scene, view, isSpanish)) },
  };
}
