import { BackSide, Group, Mesh, MeshBasicMaterial, Vector3 } from "three";
import { isCutOpen, type Cuts } from "@/core/anatomy/cuts";
import type { StrokeView } from "@/core/anatomy/elements";
import { inkOf, rhythmOf, toneOf } from "@/core/anatomy/inks";
import { pieces, smoothed } from "@/core/anatomy/polyline";
import type { Vec3 } from "@/core/anatomy/vector";
import { createCutUniforms, cutAlong, setPlane, switchCuts } from "../anatomy/cut-shader";
import { CASING } from "../colours";
import { tubesThrough } from "./tube";

interface Drawn {
  readonly key: string;
  readonly group: Group;
  readonly first: Vec3 | undefined;
}

/** A stroke as it is drawn: the part of it that a hand is still drawing has the id `null`. */
export type StrokeToDraw = Pick<StrokeView, "colour" | "widthM" | "points"> & { readonly id: string | null };

/**
 * Strokes on the surface: round lines half sunk into it, cased in dark, broken as their pen says.
 * Its frame is the model's own.
 */
export class StrokesView extends Group {
  private readonly drawn = new Map<string, Drawn>();
  private readonly uniforms = createCutUniforms();
  private isCut = false;

  /** Draws exactly these. Those that did not change are kept. */
  show(strokes: readonly StrokeToDraw[]): void {
    const wanted = new Set(strokes.map(({ id }) => id ?? ""));
    for (const [id, { group }] of [...this.drawn]) {
      if (wanted.has(id)) continue;
      this.drop(group);
      this.drawn.delete(id);
    }
    for (const stroke of strokes) {
      const id = stroke.id ?? "";
      const key = `${stroke.colour} ${stroke.widthM} ${stroke.points.length}`;
      const known = this.drawn.get(id);
      if (known?.key === key) continue;
      if (known) this.drop(known.group);
      const group = this.create(stroke);
      this.add(group);
      this.drawn.set(id, { key, group, first: stroke.points[0] });
    }
  }

  /** Cuts strokes along with the model, and lets each go with the part that it begins on. */
  follow(cuts: Cuts, offsetAt: (at: Vec3) => Vector3): void {
    const isCut = isCutOpen(cuts);
    this.uniforms.cuts.value.forEach((into, index) => setPlane(into, cuts[index] ?? null));
    for (const { group, first } of this.drawn.values()) {
      if (first) group.position.copy(offsetAt(first));
      shiftOf(group).copy(this.position).add(group.position);
    }
    if (isCut === this.isCut) return;
    this.isCut = isCut;
    for (const { group } of this.drawn.values()) for (const material of materialsOf(group)) switchCuts(material, isCut);
  }

  private create(stroke: StrokeToDraw): Group {
    const group = createStroke(stroke);
    const shift = new Vector3();
    group.userData.shift = shift;
    for (const material of materialsOf(group)) cutAlong(material, this.uniforms, this.isCut, shift);
    return group;
  }

  private drop(group: Group): void {
    this.remove(group);
    for (const child of group.children) if (child instanceof Mesh) child.geometry.dispose();
    for (const material of materialsOf(group)) material.dispose();
  }

  override dispose(): void {
    for (const { group } of this.drawn.values()) this.drop(group);
    this.drawn.clear();
  }
}

// From the stroke's own frame to that of the model's middle.
const shiftOf = (group: Group): Vector3 => group.userData.shift as Vector3;

const materialsOf = (group: Group): MeshBasicMaterial[] =>
  group.children.flatMap((child) => (child instanceof Mesh && child.material instanceof MeshBasicMaterial ? [child.material] : []));

function createStroke({ colour, widthM, points }: StrokeToDraw): Group {
  const group = new Group();
  const soft: readonly Vec3[] = smoothed(smoothed(points));
  const lines = pieces(soft, rhythmOf(inkOf(colour), widthM));
  const line = new Mesh(tubesThrough(lines, widthM / 2), new MeshBasicMaterial({ color: toneOf(colour), toneMapped: false }));
  const casing = new Mesh(tubesThrough(lines, widthM * 0.78), new MeshBasicMaterial({ color: CASING, side: BackSide, toneMapped: false }));
  for (const mesh of [line, casing]) {
    mesh.raycast = () => undefined;
    group.add(mesh);
  }
  return group;
}
