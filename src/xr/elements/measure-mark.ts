import {
  BufferAttribute,
  BufferGeometry,
  CylinderGeometry,
  DoubleSide,
  Group,
  InstancedMesh,
  Matrix4,
  Mesh,
  MeshBasicMaterial,
  Quaternion,
  ShapeUtils,
  SphereGeometry,
  Vector2,
  Vector3,
  type BufferGeometry as Geometry,
} from "three";
import type { Measured } from "@/core/anatomy/elements";
import type { MeasureTool } from "@/core/anatomy/tools";
import { add, cross, dot, lengthOf, subtract, times, type Vec3 } from "@/core/anatomy/vector";
import { CASING, HOVERED } from "../colours";
import { ScreenSprite } from "../people/marks";

/** The pixel's size where something stands in the world, metres. */
type PixelAt = (world: Vector3) => number;
/** A point of the model in the world. */
type ToWorld = (at: Vec3, into: Vector3) => Vector3;

type Segment = readonly [Vec3, Vec3];

const ARC_STEPS = 10;
/** The arc of an angle is drawn at this share of its shorter way. */
const ARC_SHARE = 0.34;

/** The lines that show what is measured: the way, both ways and their arc, or the loop. While it is not done, the way so far. */
function linesOf(tool: MeasureTool, points: readonly Vec3[], isDone = true): readonly Segment[] {
  const way = points.slice(1).map((point, i): Segment => [points[i] ?? point, point]);
  const [a, corner, b] = points;
  if (tool === "area" && isDone && points.length > 2) return [...way, [points.at(-1) ?? [0, 0, 0], points[0] ?? [0, 0, 0]]];
  if (tool !== "angle" || !a || !corner || !b) return way;
  const arc = arcOf(a, corner, b);
  return [...way, ...arc.slice(1).map((point, i): Segment => [arc[i] ?? point, point])];
}

function arcOf(a: Vec3, corner: Vec3, b: Vec3): readonly Vec3[] {
  const [toA, toB] = [subtract(a, corner), subtract(b, corner)];
  const radius = ARC_SHARE * Math.min(lengthOf(toA), lengthOf(toB));
  return Array.from({ length: ARC_STEPS + 1 }, (_, i): Vec3 => {
    const share = i / ARC_STEPS;
    const [wayA, wayB] = [times(toA, (1 - share) / Math.max(lengthOf(toA), 1e-9)), times(toB, share / Math.max(lengthOf(toB), 1e-9))];
    const between = add(wayA, wayB);
    return add(corner, times(between, radius / Math.max(lengthOf(between), 1e-9)));
  });
}

/** Where the plate of something measured stands: on the middle of the way, of the arc, of the loop. */
export function plateAt({ tool, points }: Pick<Measured, "tool" | "points">): Vec3 {
  const [a, corner, b] = points;
  if (tool === "angle" && a && corner && b) return arcOf(a, corner, b)[ARC_STEPS / 2] ?? corner;
  return times(points.reduce<Vec3>((sum, point) => add(sum, point), [0, 0, 0]), 1 / points.length);
}

/** The flat area inside a loop as triangles between its corners. */
function loopSurface(points: readonly Vec3[]): Geometry {
  const geometry = new BufferGeometry();
  const [first, second] = points;
  if (!first || !second) return geometry;
  const normal = points.reduce<Vec3>((sum, point, i) => add(sum, cross(subtract(point, first), subtract(points[(i + 1) % points.length] ?? first, first))), [0, 0, 0]);
  const right = times(subtract(second, first), 1 / Math.max(lengthOf(subtract(second, first)), 1e-9));
  const up = times(cross(normal, right), 1 / Math.max(lengthOf(cross(normal, right)), 1e-12));
  const flat = points.map((point) => new Vector2(dot(subtract(point, first), right), dot(subtract(point, first), up)));
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(points.flat()), 3));
  geometry.setIndex(ShapeUtils.triangulateShape(flat, []).flat());
  return geometry;
}

const LINE_PX = [2.4, 1.1] as const;
const DOT_PX = [6, 4.5] as const;
const UP = new Vector3(0, 1, 0);
const from = new Vector3();
const to = new Vector3();
const middle = new Vector3();
const turn = new Quaternion();
const scale = new Vector3();
const matrix = new Matrix4();
const NO_TURN = new Quaternion();

const flatMaterial = (color: number | string): MeshBasicMaterial =>
  new MeshBasicMaterial({ color, depthTest: false, depthWrite: false, transparent: true, toneMapped: false });

/**
 * Lines and dots of something measured, at the same width on the screen wherever it stands. Five draw
 * calls whatever it has in corners.
 */
export class MeasureMark extends Group {
  readonly plate: ScreenSprite;
  /** Lies on the model, in its own frame; null where nothing is filled. */
  readonly fill: Mesh | null;
  private readonly lines: readonly InstancedMesh[];
  private readonly dots: readonly InstancedMesh[];
  private readonly segments: readonly Segment[];

  constructor(
    tool: MeasureTool,
    readonly points: readonly Vec3[],
    { density, isDone = true }: { readonly density: number; readonly isDone?: boolean },
  ) {
    super();
    this.segments = linesOf(tool, points, isDone);
    const colours = [CASING, HOVERED] as const;
    this.lines = colours.map((colour, i) => this.instances(new CylinderGeometry(1, 1, 1, 8, 1, true), colour, this.segments.length, 57 + i));
    this.dots = colours.map((colour, i) => this.instances(new SphereGeometry(1, 12, 8), colour, points.length, 59 + i));
    this.plate = new ScreenSprite(density);
    this.plate.renderOrder = 63;
    this.plate.visible = isDone;
    this.add(this.plate);
    this.fill = tool === "area" && isDone ? new Mesh(loopSurface(points), flatMaterial(HOVERED)) : null;
    if (this.fill && !Array.isArray(this.fill.material) && this.fill.material instanceof MeshBasicMaterial) {
      this.fill.material.opacity = 0.16;
      this.fill.material.side = DoubleSide;
      this.fill.renderOrder = 56;
      this.fill.raycast = () => undefined;
    }
  }

  private instances(geometry: Geometry, colour: number | string, count: number, order: number): InstancedMesh {
    const mesh = new InstancedMesh(geometry, flatMaterial(colour), Math.max(1, count));
    mesh.count = count;
    mesh.renderOrder = order;
    mesh.frustumCulled = false;
    mesh.raycast = () => undefined;
    this.add(mesh);
    return mesh;
  }

  /** Puts everything where the model is now. */
  place(toWorld: ToWorld, pixelAt: PixelAt): void {
    this.segments.forEach(([a, b], i) => {
      toWorld(a, from);
      toWorld(b, to);
      middle.copy(from).add(to).multiplyScalar(0.5);
      const far = to.sub(from).length();
      turn.setFromUnitVectors(UP, far > 0 ? to.divideScalar(far) : UP);
      const pixelM = pixelAt(middle);
      this.lines.forEach((mesh, layer) => {
        const width = pixelM * (LINE_PX[layer] ?? 1);
        mesh.setMatrixAt(i, matrix.compose(middle, turn, scale.set(width, far, width)));
      });
    });
    this.points.forEach((point, i) => {
      toWorld(point, middle);
      const pixelM = pixelAt(middle);
      this.dots.forEach((mesh, layer) => mesh.setMatrixAt(i, matrix.compose(middle, NO_TURN, scale.setScalar(pixelM * (DOT_PX[layer] ?? 1)))));
    });
    for (const mesh of [...this.lines, ...this.dots]) mesh.instanceMatrix.needsUpdate = true;
  }

  override dispose(): void {
    for (const mesh of [...this.lines, ...this.dots]) mesh.dispose();
    for (const mesh of [...this.lines, ...this.dots, ...(this.fill ? [this.fill] : [])]) {
      mesh.geometry.dispose();
      for (const material of [mesh.material].flat()) material.dispose();
    }
    this.plate.dispose();
  }
}
