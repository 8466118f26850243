import { Group, Matrix4, PerspectiveCamera, Vector3, type Object3D, type WebGLRenderer } from "three";
import { closedLooksOf, looksOf } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { readSelection } from "@/core/anatomy/read";
import { glide, HOME, isClose, readTransform, type ModelTransform } from "@/core/anatomy/transform";
import { add, subtract, type Vec3 } from "@/core/anatomy/vector";
import type { OtherPlace } from "@/core/headset/moving";
import { nameHash } from "@/core/room/hash";
import { FRAME_PARTS } from "@/core/room/frame";
import { registers } from "@/core/room/registers";
import type { SceneReplica } from "@/room/scene/replica";
import { AnatomyModelObject } from "../anatomy/anatomy-model";
import type { StructureGeometry } from "../anatomy/load-model";
import { createWarmTissue, dropWarmTissue } from "../anatomy/tissue-batch";
import { Outline, type Outlined } from "../anatomy/outline";
import { CHOSEN, HOVERED, seatColour } from "../colours";
import type { Company } from "../people/company";
import { PeopleView, type PeopleFrame, type PersonRoom } from "../people/people-view";
import type { ScenePerson } from "../people/person";
import { RoomsAround } from "../people/rooms-around";
import type { ScenePresence } from "../people/presence";
import { FOV_DEG, stageFor, type Stage } from "./framing";
import type { Grips } from "./grips";
import { Lamps } from "./lamps";
import { Ring } from "./ring";

/** The part of a scene that drawing and hands need. */
export type SharedScene = Pick<SceneReplica, "actor" | "state" | "get" | "view" | "settle" | "dispatch" | "present" | "subscribe" | "changes" | "undo" | "redo" | "history" | "discard" | "holds" | "mayChange">;

/** What a frame is drawn with. */
export interface StageFrame {
  readonly gl: WebGLRenderer;
  readonly camera: PerspectiveCamera;
  readonly size: { readonly width: number; readonly height: number };
  readonly elapsedMs: number;
  readonly isHeadset: boolean;
}

/** Something else that stands on the stage and is placed anew for every frame. */
export interface StagePart {
  readonly object: Object3D;
  /** Something of it goes on moving: another picture is due. */
  readonly isMoving?: boolean;
  tick(frame: StageFrame): void;
  dispose(): void;
}

interface Options {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly presence: ScenePresence | null;
  readonly family: string;
  readonly density: number;
  readonly prefersStillness: boolean;
  /** Leaves out what costs most for each pixel and shows least: fine bumps and smoothed edges. */
  readonly isPlain: boolean;
  /** Asks for another frame. */
  readonly invalidate: () => void;
}

/**
 * So long the graphics card keeps what a stage was drawn with after its end: the next stage's first picture finds the
 * same programs there, and nobody looks at an empty ring until they are made anew.
 */
const RETIRED_MS = 1500;

const eye = new Vector3();
const point = new Vector3();
const ORIGIN = new Vector3();
const toHead = new Matrix4();

/**
 * The stage as three.js draws it: model, ring, lamps, people. Follows the shared scene; holds no
 * state of its own that anybody else would miss.
 */
export class StageView {
  readonly root = new Group();
  readonly stage: Stage;
  readonly people: PeopleView;
  modelObject: AnatomyModelObject | null = null;
  /** Handles that go before the model. */
  grips: Grips | null = null;
  private readonly ring = new Ring();
  private readonly lamps = new Lamps();
  private readonly outline: Outline;
  private readonly warm: ReturnType<typeof createWarmTissue>;
  private readonly stops: (() => void)[] = [];
  private readonly rooms: RoomsAround;
  /** How far the model stands aside of its place, metres: something stands beside it. */
  readonly aside = new Vector3();
  private shown: ModelTransform = HOME;
  private isDirty = true;
  private isDisposed = false;
  private hovered: string | null = null;
  private isHeld = false;
  private structures: readonly StructureGeometry[] | null = null;
  private isClosed = false;
  private persons: readonly ScenePerson[] = [];
  private company: Company | null = null;
  private readonly parts = new Set<StagePart>();
  /** The parts as a list: frames go through it and take no memory. */
  private ticking: readonly StagePart[] = [];
  /** Where the scene has the model; read anew when the scene changes. */
  private wanted: ModelTransform = HOME;
  private readonly hash: number;
  private readonly object: string;
  private readonly peopleFrame: { -readonly [K in keyof PeopleFrame]: PeopleFrame[K] };

  constructor(private readonly options: Options) {
    const { min, max } = options.model.boundsM;
    this.rooms = new RoomsAround(options.scene);
    this.hash = nameHash(options.model.id);
    this.object = `model/${options.model.id}`;
    this.peopleFrame = { camera: new PerspectiveCamera(), size: { width: 1, height: 1 }, fovDeg: FOV_DEG, pixelRatio: 1, isHeadset: false, ringRadiusM: 1, roomOf: (actor) => this.roomOf(actor) };
    this.stage = stageFor(max[1] - min[1], Math.max(max[0] - min[0], max[2] - min[2]));
    this.ring.radiusM = this.stage.modelHeightM * 0.66;
    this.outline = new Outline(options.isPlain ? 0 : 4);
    this.people = new PeopleView(options.family, options.density);
    this.warm = createWarmTissue(options.model.isTwoSided ?? false, options.isPlain);
    this.root.add(this.ring, this.lamps, this.people, this.outline.overlay, this.warm);
    const touch = (): void => {
      this.isDirty = true;
      this.rooms.forget();
      options.invalidate();
    };
    this.stops.push(options.scene.subscribe("*", touch));
  }

  /** The model that this stage was made for. */
  get model(): AnatomyModel {
    return this.options.model;
  }

  /** The middle of the model in its own frame, where the stage's frame of it begins. */
  get centreM(): Vec3 {
    const { min, max } = this.options.model.boundsM;
    return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
  }

  /** A point of the world in the model's own metres, as it is drawn now; where a structure is named, in its own place. */
  toModel(world: Vector3, structureId: string | null = null): Vec3 | null {
    if (!this.modelObject) return null;
    const { x, y, z } = this.modelObject.worldToLocal(point.copy(world)).sub(this.offsetOf(structureId));
    return add([x, y, z], this.centreM);
  }

  /** A point of the model in the world, as it is drawn now; `offset`: how far what it is on stands from its place. */
  toWorld(at: Vec3, into: Vector3, offset: Vector3 = ORIGIN): Vector3 {
    const [x, y, z] = subtract(at, this.centreM);
    into.set(x, y, z).add(offset);
    return this.modelObject ? this.modelObject.localToWorld(into) : into;
  }

  /** Whether a point of the model lies on a side that was cut away: nothing is shown there. */
  isCutAway(at: Vec3, offset: Vector3 = ORIGIN): boolean {
    const [x, y, z] = subtract(at, this.centreM);
    return this.modelObject?.isCutAway(point.set(x, y, z).add(offset)) ?? false;
  }

  /** How far a structure stands from its own place: they can be pulled apart. */
  offsetOf(structureId: string | null): Vector3 {
    return (structureId !== null && this.modelObject?.parts.get(structureId)?.offset) || ORIGIN;
  }

  /** The same for a point of the model that names no structure: it goes with the one whose surface is nearest. */
  offsetAt(at: Vec3): Vector3 {
    const [x, y, z] = subtract(at, this.centreM);
    return this.offsetOf(this.modelObject?.ownerAt(point.set(x, y, z)) ?? null);
  }

  /** Puts something more on the stage; the answer takes it off again. */
  addPart(part: StagePart): () => void {
    this.parts.add(part);
    this.ticking = [...this.parts];
    this.root.add(part.object);
    this.options.invalidate();
    return () => {
      if (!this.parts.delete(part)) return;
      this.ticking = [...this.parts];
      this.root.remove(part.object);
      part.dispose();
      this.options.invalidate();
    };
  }

  /** Asks for another picture. */
  redraw(): void {
    this.options.invalidate();
  }

  /**
   * Puts the unpacked model on the stage; one that is there already stays as it is. `isClosed`: its inside is not here,
   * and nothing is hidden or seen through that would show it hollow.
   */
  setStructures(structures: readonly StructureGeometry[], isClosed = false): void {
    if (structures === this.structures) return;
    this.structures = structures;
    this.isClosed = isClosed;
    this.modelObject?.dispose();
    if (this.modelObject) this.root.remove(this.modelObject);
    this.modelObject = new AnatomyModelObject(structures, this.centreM, this.options.model.isTwoSided, this.options.isPlain);
    this.warm.visible = false;
    this.root.add(this.modelObject);
    this.shown = this.transform;
    this.isDirty = true;
    this.options.invalidate();
  }

  setPeople(people: readonly ScenePerson[], labelOf: (person: ScenePerson) => string): void {
    this.persons = people;
    this.rooms.forget();
    this.people.setPeople(people, labelOf);
    this.isDirty = true;
    this.options.invalidate();
  }

  /** What else is known of people, and who hears where they are. */
  setCompany(company: Company | null): void {
    this.company = company;
    this.options.invalidate();
  }

  /** The room that somebody else keeps, as this person has to see it. */
  readonly roomOf = (actor: number): PersonRoom => this.rooms.of(actor);

  /** Where others are, whose room this person keeps when they move. */
  otherPlaces(): readonly OtherPlace[] {
    return this.people.bodies().map(({ actor, x, z }) => ({ x, z, clearanceM: this.roomOf(actor).clearanceM }));
  }

  private tellPlaces(camera: PerspectiveCamera): void {
    const { company } = this;
    if (!company) return;
    toHead.copy(camera.matrixWorld).invert();
    this.people.forEachMouth((actor, mouth) => company.place(actor, point.copy(mouth).applyMatrix4(toHead)));
  }

  /** Makes the ring as wide as this viewer's picture allows, metres. */
  setRingRadius(radiusM: number): void {
    this.ring.radiusM = radiusM;
    this.options.invalidate();
  }

  /** The model's transform in the shared scene, exact. */
  get transform(): ModelTransform {
    return readTransform(this.options.scene.get(registers.transform(this.options.model.id)));
  }

  /** Where the model's middle stands in the scene's frame. */
  get middle(): Vector3 {
    const { p } = this.shown;
    return new Vector3(p[0], p[1] + this.stage.homeHeightM, p[2]).add(this.aside);
  }

  setHovered(structureId: string | null): void {
    if (structureId === this.hovered) return;
    this.hovered = structureId;
    this.isDirty = true;
    this.options.invalidate();
  }

  /** Takes the whole stage out of this person's sight, and brings it back. */
  setHidden(isHidden: boolean): void {
    this.root.visible = !isHidden;
    this.options.invalidate();
  }

  /** While a hand holds the model it follows at once; other changes glide. */
  setHeld(isHeld: boolean): void {
    this.isHeld = isHeld;
    this.options.invalidate();
  }

  /** Advances to one more frame; true while something still moves. */
  tick(frame: StageFrame): boolean {
    // Another stage takes its place a moment later; what is given back to the graphics card can't be drawn.
    if (this.isDisposed) return false;
    this.readPresence();
    if (this.isDirty) this.readScene(frame.isHeadset);
    const isGliding = this.placeModel(frame.elapsedMs);
    frame.camera.getWorldPosition(eye);
    const pixelRatio = frame.gl.getPixelRatio();
    this.ring.follow(eye, pixelRatio);
    this.lamps.follow(frame.camera);
    if (this.company) this.people.setSigns(this.company.signs.get());
    this.tickPeople(frame, pixelRatio);
    this.tellPlaces(frame.camera);
    let isMoving = isGliding;
    for (let i = 0; i < this.ticking.length; i += 1) {
      const part = this.ticking[i];
      part?.tick(frame);
      if (part?.isMoving === true) isMoving = true;
    }
    if (this.modelObject) {
      this.modelObject.uniforms.bumpMm.value = frame.isHeadset || this.options.isPlain ? 0 : 1;
      if (frame.isHeadset) this.outline.overlay.visible = false;
      else this.outline.prepare(frame.gl, frame.camera, this.modelObject);
    }
    return isMoving;
  }

  private tickPeople({ camera, size, isHeadset }: StageFrame, pixelRatio: number): void {
    const of = this.peopleFrame;
    of.camera = camera;
    of.size = size;
    of.isHeadset = isHeadset;
    of.pixelRatio = pixelRatio;
    of.ringRadiusM = this.ring.radiusM;
    this.people.tick(of);
  }

  private placeModel(elapsedMs: number): boolean {
    const target = this.remotePreview() ?? this.wanted;
    this.shown = this.isHeld || this.options.prefersStillness ? target : glide(this.shown, target, elapsedMs);
    if (this.modelObject) {
      const { p, q, s } = this.shown;
      this.modelObject.position.fromArray(p).add(this.aside);
      this.modelObject.position.y += this.stage.homeHeightM;
      this.modelObject.quaternion.fromArray(q);
      this.modelObject.scale.setScalar(s);
      this.modelObject.updateMatrixWorld();
    }
    return !isClose(this.shown, target);
  }

  // Between the checkpoints of somebody's drag their frames say where the model is, while it is they who hold it.
  private remotePreview(): ModelTransform | null {
    if (this.isHeld) return null;
    const holder = this.options.scene.holds.holder(this.object);
    if (holder === null) return null;
    for (const person of this.persons) {
      if (person.actor !== holder) continue;
      const values = person.isSelf ? undefined : this.people.valuesOf(person.actor);
      if (!values || (values.parts & FRAME_PARTS.held) === 0 || values.heldObject !== this.hash) continue;
      const held = values.held;
      const at = (i: number): number => held[i] ?? 0;
      return { p: [at(0), at(1), at(2)], q: [at(3), at(4), at(5), at(6)], s: at(7) || 1 };
    }
    return null;
  }

  private readPresence(): void {
    const { presence } = this.options;
    if (!presence) return;
    this.people.forgetFrames();
    const peers = presence.audience.sample();
    for (let i = 0; i < peers.length; i += 1) {
      const peer = peers[i];
      if (peer && peer.presence > 0) this.people.read(peer.person.actor, peer.pose, peer.hands);
    }
  }

  /** Whether anybody else has moved since the last picture. */
  havePeopleMoved(): boolean {
    const { presence } = this.options;
    if (!presence) return false;
    return presence.audience.sample().some((peer) => this.people.differs(peer.person.actor, peer.presence > 0 ? peer.pose : null));
  }

  private readScene(isHeadset: boolean): void {
    this.isDirty = false;
    this.wanted = this.transform;
    const object = this.modelObject;
    if (!object) return;
    const { scene, model } = this.options;
    const read = (register: string) => scene.get(register);
    const selections = this.persons.flatMap((person) => {
      const chosen = readSelection(scene.get(registers.selection(person.actor)));
      return chosen?.model === model.id ? [{ person, structureId: chosen.structure }] : [];
    });
    const chosen = new Set(selections.map(({ structureId }) => structureId));
    object.setLooks(this.isClosed ? closedLooksOf(model, read) : looksOf(model, read, chosen));
    object.setGlow({ hovered: this.hovered, chosen });
    if (isHeadset) return;
    const outlined: Outlined[] = selections
      .sort((a, b) => Number(b.person.isSelf) - Number(a.person.isSelf))
      .map(({ person, structureId }) => ({ structureId, colour: person.isSelf ? CHOSEN : seatColour(person.seat), showsHidden: true }));
    if (this.hovered && !chosen.has(this.hovered)) outlined.push({ structureId: this.hovered, colour: HOVERED, showsHidden: false });
    this.outline.setWanted(object, outlined);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const stop of this.stops) stop();
    // What stood on it may be taken off later, and must neither go twice nor touch what is gone.
    for (const part of this.parts) if (this.parts.delete(part)) part.dispose();
    this.ticking = [];
    const model = this.modelObject;
    this.modelObject = null;
    setTimeout(() => {
      model?.dispose();
      this.people.dispose();
      this.outline.dispose();
      dropWarmTissue(this.warm);
      this.ring.dispose();
    }, RETIRED_MS);
  }
}
