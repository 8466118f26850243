import { BackSide, Group, Mesh, MeshBasicMaterial } from "three";
import type { StrokeView } from "@/core/anatomy/elements";
import { inkOf, rhythmOf, toneOf } from "@/core/anatomy/inks";
import { pieces, smoothed } from "@/core/anatomy/polyline";
import type { Vec3 } from "@/core/anatomy/vector";
import { CASING } from "../colours";
import { tubesThrough } from "./tube";

interface Drawn {
  readonly key: string;
  readonly group: Group;
}

/** A stroke as it is drawn: the part of it that a hand is still drawing has the id `null`. */
export type StrokeToDraw = Pick<StrokeView, "colour" | "widthM" | "points"> & { readonly id: string | null };

/**
 * Strokes on the surface: round lines half sunk into it, cased in dark, broken as their pen says.
 * Its frame is the model's own.
 */
export class StrokesView extends Group {
  private readonly drawn = new Map<string, Drawn>();

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
      const group = createStroke(stroke);
      this.add(group);
      this.drawn.set(id, { key, group });
    }
  }

  private drop(group: Group): void {
    this.remove(group);
    for (const child of group.children) {
      if (!(child instanceof Mesh)) continue;
      child.geometry.dispose();
      for (const material of [child.material].flat()) material.dispose();
    }
  }

  override dispose(): void {
    for (const { group } of this.drawn.values()) this.drop(group);
    this.drawn.clear();
  }
}

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
