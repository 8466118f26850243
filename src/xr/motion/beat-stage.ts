import { Group } from "three";
import { beatOf, momentOf, type Beat } from "@/core/anatomy/beating";
import { ATRIUM_LEAST, ATRIUM_RESTING, createMoment, cycleAt, EJECTION_FRACTION, momentInto, type HeartCycle } from "@/core/anatomy/heartbeat";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import { ownMoment } from "@/room/own-moment";
import { roomNow } from "@/room/room-time";
import type { AnatomyModelObject } from "../anatomy/anatomy-model";
import type { ModelMoves } from "../anatomy/model-moves";
import type { SharedScene, StageFrame, StagePart, StageView } from "../stage/stage-view";
import { heartMoves } from "./heart-moves";

interface Options {
  readonly scene: Pick<SharedScene, "get" | "subscribe">;
  readonly model: AnatomyModel;
  readonly view: Pick<StageView, "modelObject" | "centreM" | "redraw">;
  /** Whoever wants no motion sees single moments. */
  readonly isStill: boolean;
  /** What the room's clock shows, milliseconds. */
  readonly now?: () => number;
}

/** It begins and ends to move within this time. */
const EASE_MS = 160;

/**
 * Moves our heart as the scene says: by one uniform a frame, and only while it is not at rest. With a tool in the hand
 * it is held at rest, for what is put on it belongs to the still model (ANA-405).
 */
export class BeatStage implements StagePart {
  readonly object = new Group();
  isMoving = false;
  private readonly stops: (() => void)[];
  private readonly shown = createMoment();
  private beat: Beat | null = null;
  private cycle: HeartCycle = cycleAt(0);
  private of: AnatomyModelObject | null = null;
  private moves: ModelMoves | null = null;
  private isHeld = false;
  private share = 0;

  constructor(private readonly options: Options) {
    const { scene, model, view } = options;
    const read = (): void => {
      this.beat = beatOf(model, (register) => scene.get(register));
      if (this.beat && this.beat.bpm !== this.cycle.bpm) this.cycle = cycleAt(this.beat.bpm);
      view.redraw();
    };
    this.stops = [scene.subscribe(registers.beat(model.id), read), ownMoment.subscribe(() => view.redraw())];
    read();
  }

  /** Something is in the hand: the heart rests meanwhile, on this page alone. */
  setHeld(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.options.view.redraw();
  }

  tick({ elapsedMs }: StageFrame): void {
    const { view, isStill } = this.options;
    const model = view.modelObject;
    if (model !== this.of) {
      this.of = model;
      this.moves = null;
    }
    const beat = this.isHeld ? null : this.beat;
    this.isMoving = false;
    if (!model || (!beat && !model.moves)) return;
    const target = beat ? 1 : 0;
    const step = isStill ? 1 : elapsedMs / EASE_MS;
    this.share = target > this.share ? Math.min(target, this.share + step) : Math.max(target, this.share - step);
    if (!beat && this.share === 0) return model.setMoves(null);
    this.moves ??= heartMoves(model, view.centreM);
    model.setMoves(this.moves);
    if (beat) momentInto(this.cycle, this.momentNow(beat), this.shown);
    this.write(model);
    this.isMoving = this.share !== target || (beat !== null && beat.on && !isStill);
  }

  private momentNow(beat: Beat): number {
    if (this.options.isStill && beat.on) return ownMoment.get() ?? beat.at;
    return momentOf(beat, (this.options.now ?? roomNow)());
  }

  private write(model: AnatomyModelObject): void {
    const { ventricle, atrium, inlets, outlets } = this.shown;
    const drawn = Math.max(0, (ATRIUM_RESTING - atrium) / (ATRIUM_RESTING - ATRIUM_LEAST));
    model.uniforms.move.value
      .set((1 - ventricle) / EJECTION_FRACTION, drawn, 2 * inlets - 1, outlets)
      .multiplyScalar(this.share);
  }

  dispose(): void {
    for (const stop of this.stops) stop();
    if (this.of && this.of === this.options.view.modelObject) this.of.setMoves(null);
  }
}
