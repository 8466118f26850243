import { Group, Matrix4, Quaternion, Vector3, type Camera } from "three";
import { createHandShape, HAND_JOINTS, placeJoints, restingHand } from "@/core/headset/hand-shape";
import { picturePlace } from "@/core/headset/moving";
import { shownAt } from "@/core/room/boundary";
import { copyFrame, createFrameValues, FRAME_PARTS, type FrameValues } from "@/core/room/frame";
import type { PeerHands } from "@/room/presence/audience";
import { seatColour } from "../colours";
import { Avatars } from "./avatars";
import type { PersonSigns } from "./company";
import { placeLabels, type LabelRow } from "./label-rows";
import { LABEL_BELOW_PX, paintAim, paintName, paintSeat, ScreenSprite, unitForScreen, type NamePlate } from "./marks";
import type { ScenePerson } from "./person";
import { Thread } from "./thread";
import { VideoPanel } from "./video-panel";

/** How far a seat is turned from where its person looks from, so that two who face each other's front stay apart. */
const SEAT_TURN_RAD: readonly number[] = [-0.72, 0.72, 1.5, -1.5, 2.2, -2.2];
const UP = new Vector3(0, 1, 0);
const SEAT_TURNS = SEAT_TURN_RAD.map((angle) => new Quaternion().setFromAxisAngle(UP, angle));
const NO_TURN = new Quaternion();
/** Metres that one CSS pixel of a mark takes in a headset. */
const HEADSET_UNIT_M = 0.0011;

/** How people are drawn this frame. */
export interface PeopleFrame {
  readonly camera: Camera;
  readonly size: { readonly width: number; readonly height: number };
  readonly fovDeg: number;
  readonly pixelRatio: number;
  readonly isHeadset: boolean;
  readonly ringRadiusM: number;
  /** How much room somebody keeps, as this viewer has to see it (ANA-600). */
  readonly roomOf: (actor: number) => PersonRoom;
}

/** How far away somebody must be to be seen whole, and how far what has no body, or reaches out, must be; metres. */
export interface PersonRoom {
  readonly clearanceM: number;
  readonly reachM: number;
}

const NO_HANDS: PeerHands = { left: null, right: null, isWorn: false };
/** As much is left of somebody whose headset is off. */
const AWAY_ALPHA = 0.4;
/** Above the middle of a head, where its name begins, metres. */
const NAME_ABOVE_M = 0.2;
/** A small figure over its mark on a flat screen, beside life. */
const SMALL = 0.13;

interface Figure {
  person: ScenePerson;
  label: string;
  /** What its name's plate shows now; null before the first. */
  plate: NamePlate | null;
  readonly values: FrameValues;
  hasFrame: boolean;
  hands: PeerHands;
  readonly panel: VideoPanel;
  /** Where their voice comes from, in the scene's frame. */
  readonly mouth: Vector3;
  readonly seat: ScreenSprite;
  readonly name: ScreenSprite;
  readonly aim: ScreenSprite;
  readonly thread: Thread;
  aroundRad: number;
}

const SIDES = ["left", "right"] as const;
const MOVING = ["head", "left", "right", "pointer", "held"] as const;

const eye = new Vector3();
const from = new Vector3();
const to = new Vector3();
const head = new Vector3();
const turn = new Quaternion();
const facing = new Quaternion();
const small = new Matrix4();
const at = new Matrix4();
const wrist = new Matrix4();
const once = new Vector3(1, 1, 1);
const joints = new Float32Array(HAND_JOINTS * 3);
const resting = createHandShape();

/** Everybody in the scene: marks at the ring, pointers, and heads where there is depth to see them. */
export class PeopleView extends Group {
  private readonly figures = new Map<number, Figure>();
  /** Everybody in the order of their coming, and room for their names: frames go through these and take no memory. */
  private all: readonly Figure[] = [];
  private rows: readonly LabelRow[] = [];
  /** Made for the first who has a body to be seen. */
  private avatars: Avatars | null = null;
  private signs: ReadonlyMap<number, PersonSigns> = new Map();

  constructor(
    private readonly family: string,
    private readonly density: number,
  ) {
    super();
  }

  private get bodyParts(): Avatars {
    if (!this.avatars) {
      this.avatars = new Avatars();
      this.avatars.begin();
      this.add(this.avatars);
    }
    return this.avatars;
  }

  /** What else is to be seen of people. */
  setSigns(signs: ReadonlyMap<number, PersonSigns>): void {
    this.signs = signs;
  }

  /** Who is here, with the words under their marks. */
  setPeople(people: readonly ScenePerson[], labelOf: (person: ScenePerson) => string): void {
    for (const [actor, figure] of [...this.figures]) {
      if (people.some((person) => person.actor === actor)) continue;
      this.drop(figure);
      this.figures.delete(actor);
    }
    for (const person of people) {
      const label = labelOf(person);
      const known = this.figures.get(person.actor);
      if (known && known.person.seat === person.seat) {
        known.person = person;
        known.label = label;
        continue;
      }
      if (known) this.drop(known);
      this.figures.set(person.actor, this.create(person, label));
    }
    this.all = [...this.figures.values()];
    this.rows = this.all.map(() => ({ x: 0, y: 0, width: 0, height: 0, dx: 0, dy: 0 }));
  }

  private create(person: ScenePerson, label: string): Figure {
    const seat = new ScreenSprite(this.density);
    const aim = new ScreenSprite(this.density);
    const name = new ScreenSprite(this.density);
    paintSeat(seat, person.seat);
    paintAim(aim, person.seat);
    aim.visible = false;
    const thread = new Thread(seatColour(person.seat));
    const panel = new VideoPanel(seatColour(person.seat));
    this.add(seat, name, aim, thread, panel);
    return { person, label, plate: null, values: createFrameValues(), hasFrame: false, hands: NO_HANDS, panel, mouth: new Vector3(), seat, name, aim, thread, aroundRad: 0 };
  }

  // Role and voice stand beside a name in a headset; on a screen their tiles say so.
  private nameIt(figure: Figure, isHeadset: boolean): void {
    const { name, person, label } = figure;
    const signs = this.signs.get(person.actor);
    const note = isHeadset ? (signs?.role ?? "") : "";
    const isSpeaking = isHeadset && signs?.isSpeaking === true;
    const { plate } = figure;
    if (plate && plate.name === label && plate.note === note && plate.isSpeaking === isSpeaking) return;
    figure.plate = { name: label, note, isSpeaking };
    name.visible = label !== "";
    if (name.visible) paintName(name, person.seat, figure.plate, this.family);
  }

  private drop(figure: Figure): void {
    this.remove(figure.seat, figure.name, figure.aim, figure.thread, figure.panel);
    for (const part of [figure.seat, figure.name, figure.aim, figure.thread, figure.panel]) part.dispose();
  }

  /** Where everybody's voice comes from, in the scene's frame. Read it in place, after a tick. */
  forEachMouth(hear: (actor: number, mouth: Vector3) => void): void {
    for (const { person, mouth } of this.figures.values()) if (!person.isSelf) hear(person.actor, mouth);
  }

  /** Where those are whom others must leave room: who is in a headset. */
  bodies(): readonly { readonly actor: number; readonly x: number; readonly z: number }[] {
    return [...this.figures.values()].flatMap((figure) => {
      const { person, values } = figure;
      return !person.isSelf && wears(figure) ? [{ actor: person.actor, x: values.head[0] ?? 0, z: values.head[2] ?? 0 }] : [];
    });
  }

  /** Where an actor was last; undefined when they are not here. */
  valuesOf(actor: number): FrameValues | undefined {
    const figure = this.figures.get(actor);
    return figure?.hasFrame ? figure.values : undefined;
  }

  /** Nobody is known to be anywhere until read again. */
  forgetFrames(): void {
    for (let i = 0; i < this.all.length; i += 1) {
      const figure = this.all[i];
      if (figure) figure.hasFrame = false;
    }
  }

  /** Takes over where an actor is now. */
  read(actor: number, pose: FrameValues, hands: PeerHands = NO_HANDS): void {
    const figure = this.figures.get(actor);
    if (!figure) return;
    copyFrame(pose, figure.values);
    figure.hands = hands;
    figure.hasFrame = true;
  }

  /** Whether an actor is elsewhere than last read; null is nowhere. */
  differs(actor: number, pose: FrameValues | null): boolean {
    const figure = this.figures.get(actor);
    if (!figure) return false;
    if (!pose || !figure.hasFrame) return figure.hasFrame !== (pose !== null);
    const { values } = figure;
    if (values.parts !== pose.parts) return true;
    return MOVING.some((part) => values[part].some((number, i) => Math.abs(number - (pose[part][i] ?? 0)) > 1e-5));
  }

  /** Puts every figure where its numbers say. */
  tick(frame: PeopleFrame): void {
    const unit = frame.isHeadset ? HEADSET_UNIT_M : unitForScreen(frame.fovDeg, frame.size.height);
    frame.camera.getWorldPosition(eye);
    this.avatars?.begin();
    for (let i = 0; i < this.all.length; i += 1) {
      const figure = this.all[i];
      if (!figure) continue;
      this.place(figure, frame);
      figure.seat.resize(unit, frame.isHeadset);
      figure.name.resize(unit, frame.isHeadset);
      figure.aim.resize(unit, frame.isHeadset);
    }
    this.avatars?.end();
    this.placeNames(frame);
  }

  // On a screen names keep clear of each other and of its sides; in a headset there is room.
  private placeNames({ camera, size, isHeadset }: PeopleFrame): void {
    let count = 0;
    for (let i = 0; i < this.all.length; i += 1) {
      const name = this.all[i]?.name;
      const row = this.rows[count];
      if (!name?.visible || !row) continue;
      count += 1;
      to.copy(name.position).project(camera);
      row.x = ((to.x + 1) / 2) * size.width;
      row.y = ((1 - to.y) / 2) * size.height + LABEL_BELOW_PX;
      row.width = name.widthPx;
      row.height = name.heightPx;
      row.dx = 0;
      row.dy = 0;
    }
    if (!isHeadset) placeLabels(this.rows, count, size.width);
    let at = 0;
    for (let i = 0; i < this.all.length; i += 1) {
      const name = this.all[i]?.name;
      const row = this.rows[at];
      if (!name?.visible || !row) continue;
      at += 1;
      name.shift(row.dx, row.dy);
    }
  }

  private place(figure: Figure, frame: PeopleFrame): void {
    const { values, person } = figure;
    const parts = figure.hasFrame ? values.parts : 0;
    if (parts & FRAME_PARTS.head) figure.aroundRad = Math.atan2(values.head[0] ?? 0, values.head[2] ?? 1);
    if (person.isSelf) figure.aroundRad = Math.atan2(eye.x, eye.z);
    const angle = figure.aroundRad + (SEAT_TURN_RAD[person.seat - 1] ?? 0);
    figure.seat.position.set(Math.sin(angle) * frame.ringRadiusM, 0, Math.cos(angle) * frame.ringRadiusM);
    figure.name.position.copy(figure.seat.position);
    figure.mouth.copy(figure.seat.position);
    this.nameIt(figure, frame.isHeadset);
    this.placePointer(figure, frame, parts);
    this.placeFigure(figure, frame, parts);
  }

  private placePointer({ values, thread, aim, seat, person }: Figure, frame: PeopleFrame, parts: number): void {
    const points = (parts & FRAME_PARTS.pointer) !== 0 && !person.isSelf;
    aim.visible = points;
    thread.visible = points;
    if (!points) return;
    to.fromArray(values.pointer, 3);
    aim.position.copy(to);
    from.copy(seat.position);
    if (frame.isHeadset && parts & (FRAME_PARTS.right | FRAME_PARTS.left)) from.fromArray(values.pointer, 0);
    thread.span(from, to, frame.camera, frame.isHeadset ? null : frame.size, frame.pixelRatio);
  }

  // Life size where the viewer has depth: with a body who is in a headset, as a picture who looks at a screen.
  private placeFigure(figure: Figure, frame: PeopleFrame, parts: number): void {
    const { person, panel } = figure;
    const isHere = (parts & FRAME_PARTS.head) !== 0 && !person.isSelf;
    panel.visible = false;
    if (!isHere || !frame.isHeadset || wears(figure)) panel.play(null);
    if (!isHere) return;
    if (!frame.isHeadset) {
      if (wears(figure)) this.placeSmall(figure, frame, parts);
      return;
    }
    if (wears(figure)) this.placeBody(figure, frame, parts);
    else this.placePicture(figure, frame);
  }

  private alphaOf({ person }: Figure): number {
    return this.signs.get(person.actor)?.isAway === true ? AWAY_ALPHA : 1;
  }

  private placeBody(figure: Figure, frame: PeopleFrame, parts: number): void {
    const { values, person, mouth, name } = figure;
    const { clearanceM, reachM } = frame.roomOf(person.actor);
    from.fromArray(values.head, 0);
    const dx = from.x - eye.x;
    const dz = from.z - eye.z;
    const alpha = this.alphaOf(figure) * shownAt(Math.sqrt(dx * dx + dz * dz), clearanceM);
    at.compose(from, turn.fromArray(values.head, 3), once);
    this.bodyParts.putHead(at, seatColour(person.seat), alpha);
    mouth.copy(from);
    // Where there is nothing left of a figure, its name stands at its mark.
    if (alpha > 0) name.position.copy(from).y += NAME_ABOVE_M;
    this.placeHands(figure, parts, null, alpha, reachM);
  }

  // `reachM`: hands fade where they reach into the viewer's room; null where nothing of them does.
  private placeHands({ values, hands, person }: Figure, parts: number, small: Matrix4 | null, alpha: number, reachM: number | null): void {
    for (let i = 0; i < SIDES.length; i += 1) {
      const side = SIDES[i];
      if (side === undefined || (parts & FRAME_PARTS[side]) === 0) continue;
      to.fromArray(values[side], 0);
      wrist.compose(to, turn.fromArray(values[side], 3), once);
      if (small) wrist.premultiply(small);
      const tracked = hands[side];
      if (!tracked) restingHand(side, side === "left" ? values.leftGrip : values.rightGrip, resting);
      placeJoints(tracked ?? resting, joints);
      const dx = to.x - eye.x;
      const dz = to.z - eye.z;
      const shown = reachM === null ? alpha : Math.min(alpha, shownAt(Math.sqrt(dx * dx + dz * dz), reachM));
      this.bodyParts.putHand(wrist, joints, seatColour(person.seat), shown);
    }
  }

  private placePicture(figure: Figure, frame: PeopleFrame): void {
    const { values, person, panel, mouth, name, aroundRad } = figure;
    const signs = this.signs.get(person.actor);
    const { x, z } = picturePlace({
      from: { x: values.head[0] ?? 0, z: values.head[2] ?? 0 },
      turnRad: SEAT_TURN_RAD[person.seat - 1] ?? 0,
      ringRadiusM: frame.ringRadiusM,
      viewer: eye,
      reachM: frame.roomOf(person.actor).reachM,
    });
    // Near the height of the viewer's eyes, whoever looks at their screen from above or below.
    mouth.set(x, Math.min(eye.y, Math.max(eye.y - 0.3, values.head[1] ?? eye.y)), z);
    name.position.copy(mouth).setY(mouth.y + NAME_ABOVE_M);
    panel.play(signs?.video ?? null);
    panel.visible = panel.hasPicture;
    if (panel.visible) return panel.stand(mouth, eye, signs?.isSpeaking === true, this.alphaOf(figure));
    // Without a picture their head says where they look from, turned with their mark.
    turn.fromArray(values.head, 3);
    facing.setFromAxisAngle(this.up, Math.atan2(mouth.x, mouth.z) - aroundRad);
    at.compose(mouth, facing.multiply(turn), once);
    this.bodyParts.putHead(at, seatColour(person.seat), this.alphaOf(figure));
  }

  // Seen from a flat screen, life-size heads would be out of the picture: a small figure stands over the
  // mark, turned with it, so that it looks at the model when its person does.
  private placeSmall(figure: Figure, frame: PeopleFrame, parts: number): void {
    const { values, person, seat } = figure;
    facing.copy(SEAT_TURNS[person.seat - 1] ?? NO_TURN);
    from.copy(seat.position);
    from.y = frame.ringRadiusM * 0.3;
    at.compose(from, facing, to.setScalar(SMALL)).multiply(wrist.identity().setPosition(head.fromArray(values.head, 0).negate()));
    small.copy(at);
    const alpha = this.alphaOf(figure);
    from.fromArray(values.head, 0);
    at.multiply(wrist.compose(from, turn.fromArray(values.head, 3), once));
    this.bodyParts.putHead(at, seatColour(person.seat), alpha);
    this.placeHands(figure, parts, small, alpha, null);
  }

  override dispose(): void {
    for (const figure of this.figures.values()) this.drop(figure);
    this.figures.clear();
    this.all = [];
    this.avatars?.dispose();
    this.avatars = null;
  }
}

/** Whether somebody is in a headset: they say so, or hands are seen of them. */
function wears({ values, hasFrame, hands }: Figure): boolean {
  return hasFrame && (hands.isWorn || (values.parts & (FRAME_PARTS.left | FRAME_PARTS.right)) !== 0);
}
