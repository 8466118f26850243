import { Group } from "three";
import { bendOf } from "@/core/anatomy/bending";
import { bendWeights, type Weights } from "@/core/anatomy/knee-poses";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { registers } from "@/core/room/registers";
import type { AnatomyModelObject } from "../anatomy/anatomy-model";
import type { ModelMoves } from "../anatomy/model-moves";
import type { SharedScene, StageFrame, StagePart, StageView } from "../stage/stage-view";
import { kneeMoves } from "./knee-moves";

interface Options {
  readonly scene: Pick<SharedScene, "get" | "subscribe">;
  readonly model: AnatomyModel;
  readonly view: Pick<StageView, "modelObject" | "centreM" | "redraw">;
  /** Whoever wants no motion sees the knee where it is, at once. */
  readonly isStill: boolean;
}

/** An angle is reached, 99 % of the way, after this long. */
const GLIDE_MS = 220;
/** Nearer than this, degrees, it is there. */
const THERE_DEG = 0.2;

/**
 * Bends our knee as the scene says: by one uniform a frame, and only while it is on its way. With a tool in the hand it
 * is straight, for what is put on it belongs to the straight knee (ANA-415).
 */
export class BendStage implements StagePart {
  readonly object = new Group();
  isMoving = false;
  private readonly stop: () => void;
  private readonly weights: Weights = [0, 0, 0, 0];
  private wanted = 0;
  private shown = 0;
  private of: AnatomyModelObject | null = null;
  private moves: ModelMoves | null = null;
  private isHeld = false;

  constructor(private readonly options: Options) {
    const { scene, model, view } = options;
    const read = (): void => {
      this.wanted = bendOf(model, (register) => scene.get(register));
      view.redraw();
    };
    this.stop = scene.subscribe(registers.bend(model.id), read);
    read();
    // Who comes to a bent knee finds it bent.
    this.shown = this.wanted;
  }

  /** Something is in the hand: the knee is straight meanwhile, on this page alone. */
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
    this.isMoving = false;
    const target = this.isHeld ? 0 : this.wanted;
    if (!model || (target === 0 && this.shown === 0 && !model.moves)) return;
    const share = isStill || this.isHeld ? 1 : 1 - Math.exp((-Math.log(100) * Math.max(0, elapsedMs)) / GLIDE_MS);
    const nearer = this.shown + (target - this.shown) * share;
    this.shown = Math.abs(nearer - target) < THERE_DEG ? target : nearer;
    this.isMoving = this.shown !== target;
    if (this.shown !== 0) this.moves ??= kneeMoves(model, view.centreM);
    model.uniforms.move.value.fromArray(bendWeights(this.shown, this.weights));
    const wasFar = model.isFar;
    model.setMoves(this.shown === 0 ? null : this.moves);
    // What lies on the model goes or comes with the next picture.
    if (model.isFar !== wasFar) view.redraw();
  }

  dispose(): void {
    this.stop();
    if (this.of && this.of === this.options.view.modelObject) this.of.setMoves(null);
  }
}
