import {
  BatchedMesh,
  BufferAttribute,
  BufferGeometry,
  DoubleSide,
  FrontSide,
  Group,
  Matrix4,
  MeshBasicMaterial,
  Ray,
  Vector3,
  Vector4,
  type Camera,
  type Sphere,
  type WebGLRenderer,
} from "three";
import { MeshBVH } from "three-mesh-bvh";
import type { StructureLook } from "@/core/anatomy/looks";
import type { StructureGeometry } from "./load-model";
import { createGlassMaterial, createTissueMaterial, createTissueUniforms, type TissueUniforms } from "./tissue-material";

/** How strongly hovered and chosen structures glow. */
export interface Glow {
  readonly hovered: string | null;
  readonly chosen: ReadonlySet<string>;
}

/** A point on a structure's surface. */
export interface SurfaceHit {
  readonly structureId: string;
  /** World space. */
  readonly point: Vector3;
  readonly distance: number;
}

interface Part {
  readonly id: string;
  readonly instance: number;
  /** Shares the batch's vertices; own view of its indices. For picking and outlines. */
  readonly geometry: BufferGeometry;
  bvh: MeshBVH | null;
  look: StructureLook;
}

const inverse = new Matrix4();
const localRay = new Ray();
const localPoint = new Vector3();
const colour = new Vector4();

/**
 * A model as two batches, opaque and see-through: two draw calls whatever it has in structures
 * (xr-anatomy.md §3). Its own frame is centred on the model's middle. Picking goes by surface,
 * with one search tree a structure, built when idle or when first needed.
 */
export class AnatomyModelObject extends Group {
  readonly uniforms: TissueUniforms = createTissueUniforms();
  readonly parts: ReadonlyMap<string, Part>;
  private readonly opaque: BatchedMesh;
  private readonly geometries: readonly StructureGeometry[];
  private readonly depthOnly = new MeshBasicMaterial({ colorWrite: false });
  private glass: BatchedMesh | null = null;
  private glow: Glow = { hovered: null, chosen: new Set() };
  /** The sides of solid surfaces that are drawn and answer to a ray. */
  private readonly solidSide: typeof FrontSide | typeof DoubleSide;

  /** `isTwoSided`: surfaces may be open sheets. */
  constructor(structures: readonly StructureGeometry[], centreM: readonly [number, number, number], isTwoSided = false) {
    super();
    this.solidSide = isTwoSided ? DoubleSide : FrontSide;
    for (const { geometry } of structures) geometry.translate(-centreM[0], -centreM[1], -centreM[2]);
    this.geometries = structures;
    this.opaque = buildBatch(structures, createTissueMaterial(this.uniforms, this.solidSide));
    this.depthOnly.side = this.solidSide;
    this.opaque.name = "opaque";
    this.add(this.opaque);
    this.parts = new Map(structures.map(({ id }, instance) => [id, createPart(id, instance, this.opaque)]));
  }

  /** Draws structures as they look now. */
  setLooks(looks: readonly StructureLook[]): void {
    for (const look of looks) {
      const part = this.parts.get(look.id);
      if (part) part.look = look;
    }
    this.refresh();
  }

  /** Marks hovered and chosen structures. */
  setGlow(glow: Glow): void {
    this.glow = glow;
    this.refresh();
  }

  private refresh(): void {
    const parts = [...this.parts.values()];
    if (!this.glass && parts.some((part) => part.look.style !== "solid")) {
      this.glass = buildBatch(this.geometries, createGlassMaterial(this.uniforms));
      this.glass.name = "see-through";
      this.glass.renderOrder = 1;
      this.add(this.glass);
    }
    for (const part of parts) {
      const { isVisible, style, opacity } = part.look;
      const isSolid = style === "solid";
      this.opaque.setVisibleAt(part.instance, isVisible && isSolid);
      this.opaque.setColorAt(part.instance, colour.set(1, 1, 1, 1 - this.glowOf(part.id)));
      if (!this.glass) continue;
      this.glass.setVisibleAt(part.instance, isVisible && !isSolid);
      this.glass.setColorAt(part.instance, colour.set(1, 1, 1, style === "xray" ? -1 : opacity));
    }
  }

  private glowOf(id: string): number {
    if (this.glow.chosen.has(id)) return 0.3;
    return this.glow.hovered === id ? 0.12 : 0;
  }

  /** Builds one more search tree; true while some are missing. */
  prepareNext(): boolean {
    for (const part of this.parts.values()) {
      if (part.bvh) continue;
      bvhOf(part);
      return true;
    }
    return false;
  }

  /** Whether rays cost no more than looking: all search trees are there. */
  get isPrepared(): boolean {
    for (const part of this.parts.values()) if (!part.bvh) return false;
    return true;
  }

  /**
   * The nearest visible surface along a ray, world space. Solid structures come before see-through
   * ones: who looks through a wall wants what is behind it.
   */
  hit(ray: Ray): SurfaceHit | null {
    inverse.copy(this.matrixWorld).invert();
    localRay.copy(ray).applyMatrix4(inverse);
    let best: { part: Part; point: Vector3; depth: number } | null = null;
    for (const part of this.parts.values()) {
      if (!part.look.isVisible) continue;
      const isSolid = part.look.style === "solid";
      const found = bvhOf(part).raycastFirst(localRay, isSolid ? this.solidSide : DoubleSide);
      if (!found) continue;
      // A see-through surface only counts when nothing solid is hit: push it behind everything.
      const depth = found.distance + (isSolid ? 0 : 1e3);
      if (!best || depth < best.depth) best = { part, point: found.point, depth };
    }
    if (!best) return null;
    const point = best.point.clone().applyMatrix4(this.matrixWorld);
    return { structureId: best.part.id, point, distance: point.distanceTo(ray.origin) };
  }

  /** The nearest visible surface within a world-space sphere: what a fingertip touches. */
  touch(sphere: Sphere): SurfaceHit | null {
    inverse.copy(this.matrixWorld).invert();
    localPoint.copy(sphere.center).applyMatrix4(inverse);
    const scale = this.matrixWorld.getMaxScaleOnAxis();
    let reach = sphere.radius / scale;
    let best: SurfaceHit | null = null;
    for (const part of this.parts.values()) {
      if (!part.look.isVisible) continue;
      const found = bvhOf(part).closestPointToPoint(localPoint, undefined, 0, reach);
      if (!found || found.distance > reach) continue;
      reach = found.distance;
      best = { structureId: part.id, point: found.point.clone().applyMatrix4(this.matrixWorld), distance: found.distance * scale };
    }
    return best;
  }

  /** The point of one structure's surface that is nearest to a point of the world. */
  nearest(structureId: string, world: Vector3): Vector3 | null {
    const part = this.parts.get(structureId);
    if (!part) return null;
    const found = bvhOf(part).closestPointToPoint(this.worldToLocal(localPoint.copy(world)));
    return found && this.localToWorld(found.point.clone());
  }

  /** Draws only the depth of what is solid, into the current target. */
  drawDepth(gl: WebGLRenderer, camera: Camera): void {
    const { material } = this.opaque;
    this.opaque.material = this.depthOnly;
    gl.render(this.opaque, camera);
    this.opaque.material = material;
  }

  /** Triangles that would be drawn now. */
  get triangles(): number {
    let corners = 0;
    for (const part of this.parts.values()) if (part.look.isVisible) corners += part.geometry.index?.count ?? 0;
    return corners / 3;
  }

  override dispose(): void {
    for (const batch of [this.opaque, this.glass]) {
      if (!batch) continue;
      for (const material of [batch.material].flat()) material.dispose();
      batch.dispose();
    }
    this.depthOnly.dispose();
    for (const { geometry } of this.geometries) geometry.dispose();
  }
}

function bvhOf(part: Part): MeshBVH {
  part.bvh ??= new MeshBVH(part.geometry, { indirect: true });
  return part.bvh;
}

function buildBatch(structures: readonly StructureGeometry[], material: ReturnType<typeof createTissueMaterial>): BatchedMesh {
  const vertices = structures.reduce((sum, { geometry }) => sum + geometry.getAttribute("position").count, 0);
  const corners = structures.reduce((sum, { geometry }) => sum + (geometry.index?.count ?? 0), 0);
  const batch = new BatchedMesh(structures.length, vertices, corners, material);
  const white = new Vector4(1, 1, 1, 1);
  for (const { geometry } of structures) batch.setColorAt(batch.addInstance(batch.addGeometry(geometry)), white);
  // Picking is the model's own business.
  batch.raycast = () => undefined;
  return batch;
}

function createPart(id: string, instance: number, batch: BatchedMesh): Part {
  const range = batch.getGeometryRangeAt(instance);
  const index = batch.geometry.index;
  if (!range || !index) throw new Error("a batch holds every structure of its model");
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", batch.geometry.getAttribute("position"));
  geometry.setIndex(new BufferAttribute(index.array.subarray(range.start, range.start + range.count), 1));
  return { id, instance, geometry, bvh: null, look: { id, isVisible: true, style: "solid", opacity: 1 } };
}
