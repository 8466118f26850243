import type { AnatomyModel } from "@/core/anatomy/manifest";
import { choose as chosen, place } from "@/core/anatomy/intents";
import { isClose, readTransform, type ModelTransform } from "@/core/anatomy/transform";
import { registers } from "@/core/room/registers";
import type { SurfaceHit } from "../anatomy/anatomy-model";
import type { OwnFigure } from "../people/own-figure";
import type { SharedScene, StageView } from "../stage/stage-view";

/**
 * What any hand does to the model, whichever input moves it: shows each step at once, lets the scene
 * write it at its own pace, and ends as one step of undo.
 */
export interface ModelHand {
  /** Starts a gesture from where the model stands; undefined while hands are tied or somebody else holds it. */
  begin(): ModelTransform | undefined;
  /** Tied: whatever the hand does, nothing comes of it. */
  readonly isTied: boolean;
  /** Ties or frees the hand: a headset that shows its own menu must not edit the scene. */
  setTied(isTied: boolean): void;
  /** Shows the model there while the gesture goes on. */
  move(transform: ModelTransform): void;
  /** Ends the gesture where it is. */
  end(): void;
  /** Ends the gesture as if it had not been. */
  cancel(): void;
  readonly isBusy: boolean;
  /** The transform a gesture has brought the model to. */
  readonly now: ModelTransform;
  /** Chooses a structure for this person. */
  choose(structureId: string | null): void;
  /** A press that went nowhere: the tool in the hand takes it, else it chooses what is there. */
  tap(hit: SurfaceHit | null): void;
  /** What the hand holds besides the model, or null. */
  readonly tool: HandTool | null;
  take(tool: HandTool | null): void;
}

/** A tool in the hand: a pin, a measure or a pen. */
export interface HandTool {
  /** False when the press means what it means without a tool. */
  tap(hit: SurfaceHit | null): boolean;
  /** Draws along the surface instead of turning the model; null for tools that don't. */
  readonly pen: Pen | null;
}

/** A pen on the surface. */
export interface Pen {
  /** Begins a line; false when this person may not draw now. */
  down(hit: SurfaceHit): boolean;
  to(hit: SurfaceHit | null): void;
  up(): void;
  /** Ends the line as if it had not been. */
  cancel(): void;
}

interface HandOptions {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly view: StageView;
  readonly figure: OwnFigure;
  /** The person tried to change the scene, which they may not for now. */
  readonly onLocked: () => void;
}

let gestures = 0;

/** Creates the hand of this page's person. */
export function createModelHand({ scene, model, view, figure, onLocked }: HandOptions): ModelHand {
  const object = `model/${model.id}`;
  let isTied = false;
  let group: string | null = null;
  let start: ModelTransform | null = null;
  let latest: ModelTransform | null = null;
  let tool: HandTool | null = null;
  const choose = (structureId: string | null): void => {
    scene.dispatch(chosen(scene.actor, model, structureId));
  };
  const finish = (): void => {
    group = null;
    start = null;
    latest = null;
    view.setHeld(false);
    figure.setHeld(null);
    scene.holds.release(object);
  };
  const end = (): void => {
    if (!group) return;
    // What came meanwhile, a kept view or an undo a moment after the last key, is not put back to where the hand was.
    const isOwn = latest !== null && isClose(readTransform(scene.get(registers.transform(model.id))), latest);
    if (latest && start && isOwn && !isClose(latest, start)) scene.dispatch(place(model, latest), { group });
    else if (isOwn) scene.discard(registers.transform(model.id));
    finish();
  };
  return {
    setTied: (tied) => {
      isTied = tied;
      if (!tied) return;
      tool?.pen?.cancel();
      end();
    },
    get isTied() {
      return isTied;
    },
    begin: () => {
      if (isTied) return undefined;
      if (!group) {
        if (!scene.holds.grab(object)) {
          if (!scene.mayChange.get()) onLocked();
          return undefined;
        }
        gestures += 1;
        group = `hold-${gestures}`;
        start = view.transform;
        latest = start;
        view.setHeld(true);
      }
      return latest ?? view.transform;
    },
    move: (transform) => {
      if (!group) return;
      latest = transform;
      figure.setHeld(transform);
      // Whoever may no longer change the scene lets go; the model is where the others have it.
      if (!scene.dispatch(place(model, transform), { checkpoint: true, group }).ok) finish();
    },
    end,
    cancel: () => {
      if (!group) return;
      if (start && latest && !isClose(start, latest)) scene.dispatch(place(model, start), { group });
      finish();
    },
    get isBusy() {
      return group !== null;
    },
    get now() {
      return latest ?? view.transform;
    },
    choose,
    tap: (hit) => {
      if (isTied || tool?.tap(hit)) return;
      choose(hit?.structureId ?? null);
    },
    get tool() {
      return tool;
    },
    take: (next) => {
      tool?.pen?.cancel();
      tool = next;
    },
  };
}
