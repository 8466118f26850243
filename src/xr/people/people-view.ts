import { Group, Mesh, MeshStandardMaterial, Quaternion, SphereGeometry, Vector3, type Camera } from "three";
import { copyFrame, createFrameValues, FRAME_PARTS, type FrameValues } from "@/core/room/frame";
import { seatColour } from "../colours";
import { placeLabels, type LabelRow } from "./label-rows";
import { LABEL_BELOW_PX, paintAim, paintName, paintSeat, ScreenSprite, unitForScreen } from "./marks";
import type { ScenePerson } from "./person";
import { Thread } from "./thread";

/** How far a seat is turned from where its person looks from, so that two who face each other's front stay apart. */
const SEAT_TURN_RAD: readonly number[] = [-0.72, 0.72, 1.5, -1.5, 2.2, -2.2];
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
}

interface Figure {
  person: ScenePerson;
  label: string;
  readonly values: FrameValues;
  hasFrame: boolean;
  readonly seat: ScreenSprite;
  readonly name: ScreenSprite;
  readonly aim: ScreenSprite;
  readonly thread: Thread;
  readonly head: Group;
  aroundRad: number;
}

const MOVING = ["head", "left", "right", "pointer", "held"] as const;

const eye = new Vector3();
const from = new Vector3();
const to = new Vector3();
const turn = new Quaternion();

/** Everybody in the scene: marks at the ring, pointers, and heads where there is depth to see them. */
export class PeopleView extends Group {
  private readonly figures = new Map<number, Figure>();
  /** Everybody in the order of their coming, and room for their names: frames go through these and take no memory. */
  private all: readonly Figure[] = [];
  private rows: readonly LabelRow[] = [];

  constructor(
    private readonly family: string,
    private readonly density: number,
  ) {
    super();
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
        if (known.label !== label) this.nameIt(known.name, person, label);
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
    this.nameIt(name, person, label);
    paintAim(aim, person.seat);
    aim.visible = false;
    const thread = new Thread(seatColour(person.seat));
    const head = createHead(seatColour(person.seat));
    this.add(seat, name, aim, thread, head);
    return { person, label, values: createFrameValues(), hasFrame: false, seat, name, aim, thread, head, aroundRad: 0 };
  }

  private nameIt(name: ScreenSprite, person: ScenePerson, label: string): void {
    name.visible = label !== "";
    if (name.visible) paintName(name, person.seat, label, this.family);
  }

  private drop(figure: Figure): void {
    this.remove(figure.seat, figure.name, figure.aim, figure.thread, figure.head);
    figure.seat.dispose();
    figure.name.dispose();
    figure.aim.dispose();
    figure.thread.dispose();
    figure.head.traverse((object) => {
      if (!(object instanceof Mesh)) return;
      object.geometry.dispose();
      for (const material of [object.material].flat()) material.dispose();
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
  read(actor: number, pose: FrameValues): void {
    const figure = this.figures.get(actor);
    if (!figure) return;
    copyFrame(pose, figure.values);
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
    for (let i = 0; i < this.all.length; i += 1) {
      const figure = this.all[i];
      if (figure) this.place(figure, frame, unit);
    }
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

  private place(figure: Figure, frame: PeopleFrame, unit: number): void {
    const { values, person } = figure;
    const parts = figure.hasFrame ? values.parts : 0;
    if (parts & FRAME_PARTS.head) figure.aroundRad = Math.atan2(values.head[0] ?? 0, values.head[2] ?? 1);
    if (person.isSelf) {
      frame.camera.getWorldPosition(eye);
      figure.aroundRad = Math.atan2(eye.x, eye.z);
    }
    const angle = figure.aroundRad + (SEAT_TURN_RAD[person.seat - 1] ?? 0);
    figure.seat.position.set(Math.sin(angle) * frame.ringRadiusM, 0, Math.cos(angle) * frame.ringRadiusM);
    figure.name.position.copy(figure.seat.position);
    figure.seat.resize(unit, frame.isHeadset);
    figure.name.resize(unit, frame.isHeadset);
    figure.aim.resize(unit, frame.isHeadset);
    this.placePointer(figure, frame, parts);
    this.placeHead(figure, frame, parts);
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

  // A head is drawn where the viewer has depth, or when its person wears a headset.
  private placeHead({ values, head, person, seat }: Figure, frame: PeopleFrame, parts: number): void {
    const wearsHeadset = (parts & (FRAME_PARTS.left | FRAME_PARTS.right)) !== 0;
    head.visible = (parts & FRAME_PARTS.head) !== 0 && !person.isSelf && (frame.isHeadset || wearsHeadset);
    if (!head.visible) return;
    eye.fromArray(values.head, 0);
    turn.fromArray(values.head, 3);
    head.quaternion.copy(turn);
    if (frame.isHeadset) {
      head.position.copy(eye);
      head.scale.setScalar(1);
      return;
    }
    // Seen from a flat screen, life-size heads would be out of the picture: a small one stands over the
    // mark, turned with it, so that it looks at the model when its person does.
    head.quaternion.premultiply(turn.setFromAxisAngle(head.up, SEAT_TURN_RAD[person.seat - 1] ?? 0));
    head.position.copy(seat.position).setY(frame.ringRadiusM * 0.3);
    head.scale.setScalar(0.13);
  }

  override dispose(): void {
    for (const figure of this.figures.values()) this.drop(figure);
    this.figures.clear();
    this.all = [];
  }
}

/** A plain head with a visor: enough to see where somebody is and looks. Life size, facing -z. */
function createHead(colour: string): Group {
  const head = new Group();
  const skull = new Mesh(new SphereGeometry(0.105, 24, 18), new MeshStandardMaterial({ color: colour, roughness: 0.7 }));
  skull.scale.set(0.86, 1.12, 1);
  const visor = new Mesh(new SphereGeometry(0.1, 24, 12), new MeshStandardMaterial({ color: "#101112", roughness: 0.35 }));
  visor.scale.set(0.82, 0.4, 0.55);
  visor.position.set(0, 0.02, -0.065);
  head.add(skull, visor);
  head.traverse((object) => {
    object.raycast = () => undefined;
  });
  head.visible = false;
  return head;
}
