import { BufferAttribute, Group, Vector2, Vector3, type BufferGeometry } from "three";
import { NO_CUTS, type CutPlane, type Cuts } from "@/core/anatomy/cuts";
import { looksOf } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { AnatomyModelObject } from "../anatomy/anatomy-model";
import { centreStructures } from "../anatomy/join-structures";
import type { StructureGeometry } from "../anatomy/load-model";
import type { ModelMoves } from "../anatomy/model-moves";
import { ScreenSprite, unitForScreen } from "../people/marks";
import { FOV_DEG } from "../stage/framing";
import { kneeMoves } from "../motion/knee-moves";
import type { SharedScene, StageFrame, StagePart, StageView } from "../stage/stage-view";

interface Options {
  readonly scene: Pick<SharedScene, "get" | "subscribe">;
  /** What stands beside, in health. */
  readonly model: AnatomyModel;
  readonly structures: readonly StructureGeometry[];
  readonly isMirror: boolean;
  readonly view: StageView;
  /** What stands above the model, and above the other one: at the floor people have their names. */
  readonly labels: readonly [string, string];
  readonly family: string;
  readonly density: number;
}

/** The two stand so many widths of the model apart, from middle to middle. */
const APART = 1.12;
const NOTHING: ReadonlySet<string> = new Set();
const HEADSET_UNIT_M = 0.0009;

/** How far the middles of two models stand apart, metres at life size. */
export function apartM({ boundsM: { min, max } }: Pick<AnatomyModel, "boundsM">): number {
  return APART * Math.max(max[0] - min[0], max[2] - min[2]);
}

/** How wide both together are, metres at life size. */
export function breadthM(model: Pick<AnatomyModel, "boundsM">): number {
  const { min, max } = model.boundsM;
  return apartM(model) + Math.max(max[0] - min[0], max[2] - min[2]);
}

/** The mirror image of a surface: the other side of the body, facing outwards still. `middleX`: what it is mirrored at. */
export function mirrored(geometry: BufferGeometry, middleX: number): BufferGeometry {
  const copy = geometry.clone();
  // A copy shares what its original notes of itself, and would note on that.
  copy.userData = { isCentred: geometry.userData.isCentred === true };
  const position = copy.getAttribute("position");
  const normal = copy.getAttribute("normal");
  for (let i = 0; i < position.count; i += 1) {
    position.setX(i, 2 * middleX - position.getX(i));
    normal.setX(i, -normal.getX(i));
  }
  const index = Array.from(copy.index?.array ?? []);
  for (let i = 0; i + 2 < index.length; i += 3) [index[i + 1], index[i + 2]] = [index[i + 2] ?? 0, index[i + 1] ?? 0];
  copy.setIndex(new BufferAttribute(Uint32Array.from(index), 1));
  return copy;
}

/**
 * A second model beside the first, for everybody and in the headset: turned, sized, cut, bent and pulled apart as that
 * one is, shown and hidden part by part alike. Only the first answers to hands.
 */
export class BesideStage implements StagePart {
  readonly object = new Group();
  private readonly other: AnatomyModelObject;
  private readonly signs: readonly [ScreenSprite, ScreenSprite];
  private readonly stop: () => void;
  private looksDue = true;
  private cuts: Cuts = NO_CUTS;
  private apart = 0;
  private readonly middle = new Vector3();
  private moves: ModelMoves | null = null;
  /** It bends with the first, and is a picture behind until that has come to rest. */
  isMoving = false;

  constructor(private readonly options: Options) {
    const { structures, view, model, isMirror, scene, labels, family, density } = options;
    // The first may have centred them already: what is mirrored is mirrored about the middle of its own frame.
    centreStructures(structures, view.centreM);
    const own = structures.map(({ id, geometry }) => ({ id, geometry: isMirror ? mirrored(geometry, 0) : geometry }));
    this.other = new AnatomyModelObject(own, view.centreM, model.isTwoSided, view.modelObject?.uniforms.isPlain);
    this.signs = [new ScreenSprite(density), new ScreenSprite(density)];
    this.signs.forEach((sign, at) => paintSign(sign, labels[at] ?? "", family));
    this.object.add(this.other, ...this.signs);
    this.stop = scene.subscribe(`model/${model.id}/`, () => {
      this.looksDue = true;
      view.redraw();
    });
    view.aside.set(-apartM(model) / 2, 0, 0);
    view.redraw();
  }

  tick(frame: StageFrame): void {
    const { view, model, scene } = this.options;
    const first = view.modelObject;
    this.object.visible = first !== null;
    if (!first) return;
    const gap = apartM(model);
    // As far apart as they are large, so that neither stands in the other.
    view.aside.x = (-gap / 2) * first.scale.x;
    this.other.position.copy(first.position);
    this.other.position.x += gap * first.scale.x;
    this.other.quaternion.copy(first.quaternion);
    this.other.scale.copy(first.scale);
    this.other.uniforms.bumpMm.value = first.uniforms.bumpMm.value;
    if (this.looksDue) {
      this.looksDue = false;
      this.other.setLooks(looksOf(model, (register) => scene.get(register), NOTHING));
    }
    this.bendLike(first);
    this.openLike(first);
    this.other.updateMatrixWorld();
    frame.camera.getWorldPosition(this.middle);
    this.other.worldToLocal(this.other.uniforms.eye.value.copy(this.middle));
    this.placeSigns(frame, first);
  }

  // Two knees are compared at one angle: a tear is seen bent, beside what is sound and bent alike (ANA-417).
  private bendLike({ isFar, uniforms }: AnatomyModelObject): void {
    const own = this.other.uniforms.move.value;
    this.isMoving = isFar !== this.other.isFar || (isFar && !own.equals(uniforms.move.value));
    if (!this.isMoving) return;
    const { view, isMirror } = this.options;
    if (isFar) this.moves ??= kneeMoves(this.other, view.centreM, isMirror);
    own.copy(uniforms.move.value);
    this.other.setMoves(isFar ? this.moves : null);
  }

  // Cut and pulled apart as the first one is; a mirror image by the mirrored planes and ways.
  private openLike(first: AnatomyModelObject): void {
    const { isMirror } = this.options;
    if (this.cuts !== first.cuts) {
      this.cuts = first.cuts;
      const flip = (plane: CutPlane | null): CutPlane | null => plane && (isMirror ? { n: [-plane.n[0], plane.n[1], plane.n[2]], d: plane.d } : plane);
      this.other.setCuts([flip(first.cuts[0]), flip(first.cuts[1]), flip(first.cuts[2])]);
    }
    let apart = 0;
    for (const { offset } of first.parts.values()) apart += offset.lengthSq();
    if (apart === this.apart) return;
    this.apart = apart;
    this.other.setOffsets((id) => {
      const offset = first.parts.get(id)?.offset;
      return offset ? [isMirror ? -offset.x : offset.x, offset.y, offset.z] : [0, 0, 0];
    });
  }

  private placeSigns(frame: StageFrame, first: AnatomyModelObject): void {
    const { min, max } = this.options.model.boundsM;
    const above = (Math.hypot(max[0] - min[0], max[1] - min[1]) / 2) * first.scale.x;
    const unit = frame.isHeadset ? HEADSET_UNIT_M : unitForScreen(FOV_DEG, frame.size.height);
    for (const [sign, of] of [[this.signs[0], first], [this.signs[1], this.other]] as const) {
      sign.position.copy(of.position);
      sign.position.y += above * 0.92;
      sign.resize(unit, frame.isHeadset);
    }
  }

  /** The second model. */
  get model(): AnatomyModelObject {
    return this.other;
  }

  dispose(): void {
    this.stop();
    this.options.view.aside.set(0, 0, 0);
    this.other.dispose();
    for (const sign of this.signs) sign.dispose();
  }
}

function paintSign(sprite: ScreenSprite, text: string, family: string): void {
  const font = `600 15px ${family}`;
  const probe = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d");
  if (!probe) return;
  probe.font = font;
  const widthPx = Math.ceil(probe.measureText(text).width) + 22;
  sprite.paint({
    widthPx,
    heightPx: 30,
    anchor: new Vector2(0.5, 0.5),
    draw: (context) => {
      context.fillStyle = "rgba(11,12,12,0.92)";
      context.strokeStyle = "#777d7d";
      context.beginPath();
      context.roundRect(1, 1, widthPx - 2, 28, 6);
      context.fill();
      context.stroke();
      context.font = font;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = "#f1eee8";
      context.fillText(text, widthPx / 2, 15.5);
    },
  });
}
