import {
  type BatchedMesh,
  BufferAttribute,
  BufferGeometry,
  Color,
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
import { isCutAway, isCutOpen, NO_CUTS, type Cuts } from "@/core/anatomy/cuts";
import type { StructureLook } from "@/core/anatomy/looks";
import { cutAlong, setPlane, switchCuts } from "./cut-shader";
import { firstDrawn, nearestDrawn } from "./far-search";
import { centreStructures } from "./join-structures";
import type { StructureGeometry } from "./load-model";
import { goesFar, switchMoves, wearMoves, type ModelMoves } from "./model-moves";
import { tintOf } from "./part-tint";
import { buildBatch } from "./tissue-batch";
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

/** One structure of a drawn model. */
export interface ModelPart {
  readonly id: string;
  readonly instance: number;
  /** Shares the batch's vertices; own view of its indices. For picking and outlines. */
  readonly geometry: BufferGeometry;
  /** How far it stands from its own place, in the model's frame: structures can be pulled apart. */
  readonly offset: Vector3;
  bvh: MeshBVH | null;
  look: StructureLook;
}

/** A place on a part: found in the part's own frame. */
export interface PartHit {
  readonly point: Vector3;
  readonly distance: number;
}

/** How surfaces are searched while planes cut them: what is cut away is not there, what closes the cut is. */
export interface CutSearch {
  first(part: ModelPart, ray: Ray, side: typeof FrontSide | typeof DoubleSide): PartHit | null;
  nearest(part: ModelPart, point: Vector3, reach: number): PartHit | null;
}

const inverse = new Matrix4();
const localRay = new Ray();
const localPoint = new Vector3();
const partRay = new Ray();
const partPoint = new Vector3();
const movedRay = new Ray();
const shift = new Vector3();
/** So often a ray is moved back: movements are smooth, and each round leaves less than a third of the error. */
const MOVED_ROUNDS = 5;
const colour = new Vector4();
const given = new Color();
const matrix = new Matrix4();

/**
 * A model as two batches, opaque and see-through: two draw calls whatever it has in structures
 * (xr-anatomy.md §3). Its own frame is centred on the model's middle. Picking goes by surface,
 * with one search tree a structure, built when idle or when first needed.
 */
export class AnatomyModelObject extends Group {
  readonly uniforms: TissueUniforms;
  readonly parts: ReadonlyMap<string, ModelPart>;
  /** The planes that cut it now. */
  cuts: Cuts = NO_CUTS;
  /** What searches while it is cut; without it surfaces count whole. */
  cutSearch: CutSearch | null = null;
  /** How its points move now; null: it is as it was drawn. */
  moves: ModelMoves | null = null;
  /** Another number whenever a structure looks otherwise than before. */
  looksVersion = 1;
  private readonly opaque: BatchedMesh;
  private readonly geometries: readonly StructureGeometry[];
  private readonly depthOnly = new MeshBasicMaterial({ colorWrite: false });
  private glass: BatchedMesh | null = null;
  private isApart = false;
  private readonly owners = new Map<string, string>();
  private glow: Glow = { hovered: null, chosen: new Set() };
  /** The sides of solid surfaces that are drawn and answer to a ray. */
  private readonly solidSide: typeof FrontSide | typeof DoubleSide;

  /** `isTwoSided`: surfaces may be open sheets. `isPlain`: a processor draws. */
  constructor(structures: readonly StructureGeometry[], centreM: readonly [number, number, number], isTwoSided = false, isPlain = false) {
    super();
    this.uniforms = createTissueUniforms(isPlain);
    this.solidSide = isTwoSided ? DoubleSide : FrontSide;
    centreStructures(structures, centreM);
    this.geometries = structures;
    this.opaque = buildBatch(structures, createTissueMaterial(this.uniforms, this.solidSide));
    this.depthOnly.side = this.solidSide;
    cutAlong(this.depthOnly, this.uniforms, false);
    this.opaque.name = "opaque";
    this.add(this.opaque);
    this.parts = new Map(structures.map(({ id }, instance) => [id, createPart(id, instance, this.opaque)]));
  }

  /** Draws structures as they look now. */
  setLooks(looks: readonly StructureLook[]): void {
    for (const look of looks) {
      const part = this.parts.get(look.id);
      if (!part) continue;
      if (!isSameLook(part.look, look)) this.looksVersion += 1;
      part.look = look;
    }
    this.refresh();
  }

  /** Marks hovered and chosen structures. */
  setGlow(glow: Glow): void {
    this.glow = glow;
    this.refresh();
  }

  /** Cuts it with planes of its own frame. Materials are made anew only when the first comes or the last goes. */
  setCuts(cuts: Cuts): void {
    const [isOpen, wasOpen] = [isCutOpen(cuts), isCutOpen(this.cuts)];
    this.cuts = cuts;
    this.uniforms.cuts.value.forEach((into, index) => setPlane(into, cuts[index] ?? null));
    if (isOpen !== wasOpen) this.switchCuts(isOpen);
  }

  /** The batch that every part lies in, for whoever reads its points. */
  get batch(): BatchedMesh {
    return this.opaque;
  }

  /** Lets its points move by `uniforms.move`, or stand as they were drawn. */
  setMoves(moves: ModelMoves | null): void {
    if (moves === this.moves) return;
    const before = this.moves;
    this.moves = moves;
    for (const batch of [this.opaque, this.glass]) if (batch) wearMoves(batch, moves, before);
    for (const { geometry } of this.parts.values()) wearMoves({ geometry }, moves, before);
    switchMoves(this.depthOnly, moves);
  }

  private switchCuts(isOn: boolean): void {
    // Open sheets are seen from both sides anyway, and close nothing.
    const closes = this.solidSide === FrontSide;
    for (const material of [this.opaque.material].flat()) {
      material.side = isOn ? DoubleSide : this.solidSide;
      switchCuts(material, isOn, closes);
    }
    this.depthOnly.side = isOn ? DoubleSide : this.solidSide;
    switchCuts(this.depthOnly, isOn);
    for (const material of this.glass ? [this.glass.material].flat() : []) switchCuts(material, isOn);
  }

  /** Whether its parts have gone so far that what was put on the still model would hang in the air. */
  get isFar(): boolean {
    return goesFar(this.moves);
  }

  /** Whether a point of the model's frame is on a side that was cut away. */
  isCutAway({ x, y, z }: Vector3): boolean {
    return isCutAway(this.cuts, [x, y, z]);
  }

  /** Pulls structures apart: how far each stands from its own place, metres. */
  setOffsets(offsetOf: (id: string) => readonly [number, number, number]): void {
    for (const part of this.parts.values()) {
      part.offset.fromArray(offsetOf(part.id));
      this.placePart(part);
    }
    this.isApart = [...this.parts.values()].some(({ offset }) => offset.lengthSq() > 0);
    // Measured anew when it is next asked whether any of it is in sight.
    this.opaque.boundingSphere = null;
    if (this.glass) this.glass.boundingSphere = null;
  }

  /** While parts stand apart: the one whose surface is nearest to a point of the model's frame as it is together. */
  ownerAt(at: Vector3): string | null {
    if (!this.isApart) return null;
    const key = `${at.x} ${at.y} ${at.z}`;
    const before = this.owners.get(key);
    if (before !== undefined) return before;
    let best: string | null = null;
    let reach = Infinity;
    for (const part of this.parts.values()) {
      const found = part.look.isVisible ? bvhOf(part).closestPointToPoint(at, undefined, 0, reach) : null;
      if (!found || found.distance >= reach) continue;
      [best, reach] = [part.id, found.distance];
    }
    if (best !== null) this.owners.set(key, best);
    return best;
  }

  private placePart({ instance, offset }: ModelPart): void {
    matrix.makeTranslation(offset);
    this.opaque.setMatrixAt(instance, matrix);
    this.glass?.setMatrixAt(instance, matrix);
  }

  private createGlass(): BatchedMesh {
    const glass = buildBatch(this.geometries, createGlassMaterial(this.uniforms));
    glass.name = "see-through";
    glass.renderOrder = 1;
    this.add(glass);
    for (const material of [glass.material].flat()) switchCuts(material, isCutOpen(this.cuts));
    if (this.moves) wearMoves(glass, this.moves, null);
    return glass;
  }

  private refresh(): void {
    const parts = [...this.parts.values()];
    if (!this.glass && parts.some((part) => part.look.style !== "solid")) {
      this.glass = this.createGlass();
      for (const part of parts) this.placePart(part);
    }
    for (const part of parts) {
      tintOf(part.geometry, part.look.colour, given);
      const { isVisible, style, opacity } = part.look;
      const isSolid = style === "solid";
      this.opaque.setVisibleAt(part.instance, isVisible && isSolid);
      this.opaque.setColorAt(part.instance, colour.set(given.r, given.g, given.b, 1 - this.glowOf(part.id)));
      if (!this.glass) continue;
      this.glass.setVisibleAt(part.instance, isVisible && !isSolid);
      this.glass.setColorAt(part.instance, colour.set(given.r, given.g, given.b, style === "xray" ? -1 : opacity));
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
    let best: { part: ModelPart; point: Vector3; depth: number } | null = null;
    for (const part of this.parts.values()) {
      if (!part.look.isVisible) continue;
      const isSolid = part.look.style === "solid";
      const side = isSolid ? this.solidSide : DoubleSide;
      partRay.copy(localRay).origin.sub(part.offset);
      const found = this.first(part, partRay, side);
      if (!found) continue;
      // A see-through surface only counts when nothing solid is hit: push it behind everything.
      const depth = found.distance + (isSolid ? 0 : 1e3);
      if (!best || depth < best.depth) best = { part, point: found.point, depth };
    }
    if (!best) return null;
    const point = best.point.clone().add(best.part.offset).applyMatrix4(this.matrixWorld);
    return { structureId: best.part.id, point, distance: point.distanceTo(ray.origin) };
  }

  // Where points move, the still surface is searched along a ray that is moved back by as much as the place that it finds.
  private first(part: ModelPart, ray: Ray, side: typeof FrontSide | typeof DoubleSide): PartHit | null {
    const { cutSearch, moves } = this;
    if (moves?.surfaceOf) return firstDrawn(moves.surfaceOf(part), this.cuts, part.offset, ray, side);
    const search = (along: Ray): PartHit | null => (cutSearch ? cutSearch.first(part, along, side) : bvhOf(part).raycastFirst(along, side));
    let found = search(ray);
    if (!moves || !found) return found;
    for (let round = 0; round < MOVED_ROUNDS && found; round += 1) {
      moves.shiftAt(found.point, shift);
      movedRay.copy(ray).origin.sub(shift);
      found = search(movedRay);
    }
    if (found) found = { point: found.point.clone().add(shift), distance: found.distance };
    return found;
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
      partPoint.copy(localPoint).sub(part.offset);
      const drawn = this.moves?.surfaceOf?.(part);
      shift.set(0, 0, 0);
      if (!drawn) this.moves?.shiftAt(partPoint, shift);
      partPoint.sub(shift);
      const found = drawn ? nearestDrawn(drawn, this.cuts, part.offset, partPoint, reach) : this.cutSearch ? this.cutSearch.nearest(part, partPoint, reach) : bvhOf(part).closestPointToPoint(partPoint, undefined, 0, reach);
      if (!found || found.distance > reach) continue;
      reach = found.distance;
      best = { structureId: part.id, point: found.point.clone().add(shift).add(part.offset).applyMatrix4(this.matrixWorld), distance: found.distance * scale };
    }
    return best;
  }

  /** The point of one structure's surface that is nearest to a point of the world. */
  nearest(structureId: string, world: Vector3): Vector3 | null {
    const part = this.parts.get(structureId);
    if (!part) return null;
    this.worldToLocal(localPoint.copy(world)).sub(part.offset);
    const found = this.moves?.surfaceOf ? this.moves.surfaceOf(part).closestPointToPoint(localPoint) : this.cutSearch ? this.cutSearch.nearest(part, localPoint, Infinity) : bvhOf(part).closestPointToPoint(localPoint);
    return found && this.localToWorld(found.point.clone().add(part.offset));
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

const isSameLook = (a: StructureLook, b: StructureLook): boolean => a.isVisible === b.isVisible && a.style === b.style && a.opacity === b.opacity && a.colour === b.colour;

/** The search tree of a part's surface, built when it is first asked for. */
export function bvhOf(part: ModelPart): MeshBVH {
  part.bvh ??= new MeshBVH(part.geometry, { indirect: true });
  return part.bvh;
}

function createPart(id: string, instance: number, batch: BatchedMesh): ModelPart {
  const range = batch.getGeometryRangeAt(instance);
  const index = batch.geometry.index;
  if (!range || !index) throw new Error("a batch holds every structure of its model");
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", batch.geometry.getAttribute("position"));
  geometry.setIndex(new BufferAttribute(index.array.subarray(range.start, range.start + range.count), 1));
  const colours = batch.geometry.getAttribute("color");
  if (colours) geometry.setAttribute("color", colours);
  return { id, instance, geometry, offset: new Vector3(), bvh: null, look: { id, isVisible: true, style: "solid", opacity: 1, colour: null } };
}
