import { BufferAttribute, BufferGeometry, Color, DoubleSide, Group, LineBasicMaterial, LineSegments, Mesh, MeshStandardMaterial, ShapeUtils, Vector2, Vector3, type Material } from "three";
import { CUT_INDICES, type CutIndex, type CutPlane, type Cuts } from "@/core/anatomy/cuts";
import { axesOf, isInSection, pointOn, regionsOf, type PlaneAxes, type Section, type SectionLoop } from "@/core/anatomy/section";
import { planeFor, type Sectioner } from "@/core/anatomy/sectioner";
import { cutColour } from "@/core/anatomy/shades";
import type { AnatomyModelObject, ModelPart } from "../anatomy/anatomy-model";
import { createCutUniforms, cutAlong, setPlane, type CutUniforms } from "../anatomy/cut-shader";

/** What closes one part at one plane: corners in the model's frame, three to a triangle and two to a line. */
interface Cap {
  readonly section: Section;
  readonly plane: CutPlane;
  readonly axes: PlaneAxes;
  readonly faces: Float32Array;
  readonly edges: Float32Array;
}

interface Job {
  readonly index: CutIndex;
  readonly part: ModelPart;
}

/** Caps lie in one plane: each this much above the larger one under it, so that the smaller is seen, metres. */
const LIFT_M = 4e-6;
const XRAY_ALPHA = 0.22;
const EDGE_SHADE = 0.42;

const local = new Vector3();

/**
 * The closed faces of a cut, each in its tissue's own colour, deeper. Exact polygons out of the meshes, for all
 * structures of one plane at most three draw calls (ADR 014). Made while planes rest; the model's own shader closes
 * the cut until then. Its frame is the model's.
 */
export class CapsView extends Group {
  private readonly caps: [Map<string, Cap>, Map<string, Cap>, Map<string, Cap>] = [new Map(), new Map(), new Map()];
  private jobs: Job[] = [];
  private cuts: Cuts = [null, null, null];

  constructor(
    private readonly model: AnatomyModelObject,
    private readonly sectioner: Sectioner,
    private readonly colourOf: (structureId: string) => string,
  ) {
    super();
  }

  /** Takes what was made out of sight: the planes move. */
  hide(): void {
    this.jobs = [];
    this.visible = false;
    for (const caps of this.caps) caps.clear();
  }

  /** Begins to make the caps of planes that rest. */
  begin(cuts: Cuts): void {
    this.hide();
    this.cuts = cuts;
    for (const index of CUT_INDICES) if (cuts[index]) for (const part of this.model.parts.values()) if (part.look.isVisible) this.jobs.push({ index, part });
  }

  /** Goes on for about as many milliseconds; true when all is there. */
  work(budgetMs: number): boolean {
    const until = performance.now() + budgetMs;
    let job = this.jobs.pop();
    while (job) {
      this.make(job);
      if (performance.now() >= until) break;
      job = this.jobs.pop();
    }
    return this.jobs.length === 0;
  }

  private make({ index, part }: Job): void {
    const plane = this.cuts[index];
    if (!plane) return;
    const offset = part.offset.toArray();
    const own = planeFor(plane, offset);
    const axes = axesOf(plane.n);
    const section = this.sectioner.cut(part.id, own);
    const place = (u: number, v: number): readonly number[] => {
      const [x, y, z] = pointOn(own, axes, u, v);
      return [x + offset[0], y + offset[1], z + offset[2]];
    };
    this.caps[index].set(part.id, { section, plane: own, axes, faces: facesOf(section, place), edges: edgesOf(section, place) });
  }

  /** Puts together what is drawn, with colours and opacities as they are now. */
  show(): void {
    this.clearMeshes();
    this.visible = true;
    for (const index of CUT_INDICES) if (this.caps[index].size > 0) this.showPlane(index);
  }

  private showPlane(index: CutIndex): void {
    const plane = this.cuts[index];
    if (!plane) return;
    // The other planes cut these faces too; their own must not.
    const uniforms = createCutUniforms();
    uniforms.cuts.value.forEach((into, other) => setPlane(into, other === index ? null : (this.cuts[other] ?? null)));
    const entries = [...this.caps[index]].sort(([, a], [, b]) => b.section.areaM2 - a.section.areaM2);
    const solid = new Builder();
    const faint = new Builder();
    const lines = new Builder();
    const colour = new Color();
    entries.forEach(([id, cap], rank) => {
      const look = this.model.parts.get(id)?.look;
      if (!look?.isVisible) return;
      colour.set(cutColour(look.colour ?? this.colourOf(id)));
      const alpha = look.style === "solid" ? 1 : look.style === "xray" ? XRAY_ALPHA : look.opacity;
      const lift = plane.n.map((part) => part * LIFT_M * (rank + 1));
      (alpha < 1 ? faint : solid).add(cap.faces, lift, colour, alpha);
      lines.add(cap.edges, plane.n.map((part) => part * LIFT_M * (entries.length + 2)), colour.multiplyScalar(EDGE_SHADE), Math.max(alpha, 0.5));
    });
    this.addFaces(solid, plane, uniforms, false);
    this.addFaces(faint, plane, uniforms, true);
    if (lines.isEmpty) return;
    const edges = new LineSegments(lines.geometry(null), cutAlong(new LineBasicMaterial({ vertexColors: true, transparent: true, toneMapped: false }), uniforms, true));
    edges.renderOrder = 2;
    edges.raycast = () => undefined;
    this.add(edges);
  }

  private addFaces(builder: Builder, plane: CutPlane, uniforms: CutUniforms, isFaint: boolean): void {
    if (builder.isEmpty) return;
    const material = new MeshStandardMaterial({ vertexColors: true, roughness: 0.82, metalness: 0, side: DoubleSide, transparent: isFaint, depthWrite: !isFaint });
    const faces = new Mesh(builder.geometry(plane.n), cutAlong(material, uniforms, true));
    faces.renderOrder = isFaint ? 1 : 0;
    faces.raycast = () => undefined;
    this.add(faces);
  }

  /** Whether a point of a plane (model's frame) lies in the cap of a part; null while that is not made. */
  isIn(index: CutIndex, part: ModelPart, point: Vector3): boolean | null {
    const cap = this.caps[index].get(part.id);
    if (!cap) return null;
    local.copy(point).sub(part.offset);
    const { u, v } = cap.axes;
    return isInSection(cap.section, local.x * u[0] + local.y * u[1] + local.z * u[2], local.x * v[0] + local.y * v[1] + local.z * v[2]);
  }

  /** Draw calls that the caps take. */
  get calls(): number {
    return this.visible ? this.children.length : 0;
  }

  private clearMeshes(): void {
    for (const child of [...this.children]) {
      this.remove(child);
      if (!(child instanceof Mesh) && !(child instanceof LineSegments)) continue;
      child.geometry.dispose();
      for (const material of [child.material as Material | Material[]].flat()) material.dispose();
    }
  }

  override dispose(): void {
    this.hide();
    this.clearMeshes();
  }
}

const ringOf = ({ points }: SectionLoop): Vector2[] => {
  const ring: Vector2[] = [];
  for (let i = 0; i < points.length; i += 2) ring.push(new Vector2(points[i], points[i + 1]));
  return ring;
};

type Place = (u: number, v: number) => readonly number[];

function facesOf(section: Section, place: Place): Float32Array {
  const corners: number[] = [];
  for (const { outer, holes } of regionsOf(section)) {
    const rings = [outer, ...holes].map(ringOf);
    const [contour = [], ...inner] = rings;
    const all = rings.flat();
    for (const triangle of ShapeUtils.triangulateShape(contour, inner)) {
      for (const i of triangle) {
        const at = all[i];
        if (at) corners.push(...place(at.x, at.y));
      }
    }
  }
  return new Float32Array(corners);
}

function edgesOf({ loops, open }: Section, place: Place): Float32Array {
  const corners: number[] = [];
  const line = (points: Float64Array, isClosed: boolean): void => {
    const count = points.length / 2;
    for (let i = 0; i + (isClosed ? 0 : 1) < count; i += 1) {
      const j = (i + 1) % count;
      corners.push(...place(points[i * 2] ?? 0, points[i * 2 + 1] ?? 0), ...place(points[j * 2] ?? 0, points[j * 2 + 1] ?? 0));
    }
  };
  for (const { points } of loops) line(points, true);
  for (const points of open) line(points, false);
  return new Float32Array(corners);
}

/** Gathers pieces of one geometry. */
class Builder {
  private readonly positions: number[] = [];
  private readonly colours: number[] = [];

  get isEmpty(): boolean {
    return this.positions.length === 0;
  }

  add(corners: Float32Array, lift: readonly number[], { r, g, b }: Color, alpha: number): void {
    for (let i = 0; i < corners.length; i += 3) {
      for (let axis = 0; axis < 3; axis += 1) this.positions.push((corners[i + axis] ?? 0) + (lift[axis] ?? 0));
      this.colours.push(r, g, b, alpha);
    }
  }

  geometry(normal: readonly number[] | null): BufferGeometry {
    const geometry = new BufferGeometry();
    geometry.setAttribute("position", new BufferAttribute(new Float32Array(this.positions), 3));
    geometry.setAttribute("color", new BufferAttribute(new Float32Array(this.colours), 4));
    if (normal) geometry.setAttribute("normal", new BufferAttribute(Float32Array.from(this.positions, (_at, i) => normal[i % 3] ?? 0), 3));
    return geometry;
  }
}
