import { BatchedMesh, Color, Matrix4, MeshStandardMaterial, Quaternion, SphereGeometry, Vector3, Vector4 } from "three";
import { HAND_JOINTS, JOINT_PARENT } from "@/core/headset/hand-shape";

/** So many others at the most are drawn with head and hands. */
const MOST_PEOPLE = 8;
const BONES = HAND_JOINTS - 1;
const PER_PERSON = { skull: 1, visor: 1, bone: 2 * BONES, palm: 2 } as const;
type Part = keyof typeof PER_PERSON;
const PARTS: readonly Part[] = ["skull", "visor", "bone", "palm"];
/** Half of a finger's thickness, metres. */
const FINGER_M = 0.008;
const VISOR_COLOUR = "#101112";

const matrix = new Matrix4();
const place = new Vector3();
const way = new Vector3();
const size = new Vector3();
const turn = new Quaternion();
/** By what a colour is written as: reading that takes memory, and there are few. */
const COLOURS = new Map<string, Color>();
const tint = new Vector4();
const ALONG = new Vector3(0, 0, -1);

function geometryOf(part: Part): SphereGeometry {
  if (part === "skull") return new SphereGeometry(0.105, 24, 18).scale(0.86, 1.12, 1) as SphereGeometry;
  if (part === "visor") return new SphereGeometry(0.1, 24, 12).scale(0.82, 0.4, 0.55).translate(0, 0.02, -0.065) as SphereGeometry;
  if (part === "bone") return new SphereGeometry(1, 8, 6);
  return new SphereGeometry(1, 12, 8).scale(0.038, 0.013, 0.048).translate(0, -0.004, -0.05) as SphereGeometry;
}

/**
 * Heads and hands of everybody else, all in one draw call. Plain on purpose: enough to see where somebody is, looks and
 * what their fingers do. Begin, put each, end: what was not put is not drawn.
 */
export class Avatars extends BatchedMesh {
  private readonly slots = new Map<Part, readonly number[]>();
  private readonly used: Record<Part, number> = { skull: 0, visor: 0, bone: 0, palm: 0 };
  /** By instance: its colour as it was last set, and how much of it shows, in hundredths. */
  private readonly shownColour: string[] = [];
  private readonly shownAlpha: number[] = [];

  constructor() {
    const geometries = PARTS.map(geometryOf);
    const corners = geometries.reduce((sum, geometry) => sum + geometry.attributes.position!.count, 0);
    const indices = geometries.reduce((sum, geometry) => sum + (geometry.index?.count ?? 0), 0);
    super(MOST_PEOPLE * PARTS.reduce((sum, part) => sum + PER_PERSON[part], 0), corners, indices, new MeshStandardMaterial({ roughness: 0.7, transparent: true }));
    PARTS.forEach((part, i) => {
      const geometry = geometries[i];
      if (!geometry) return;
      const id = this.addGeometry(geometry);
      this.slots.set(part, Array.from({ length: MOST_PEOPLE * PER_PERSON[part] }, () => this.hide(this.addInstance(id))));
      geometry.dispose();
    });
    this.sortObjects = false;
    this.perObjectFrustumCulled = false;
    this.frustumCulled = false;
    this.visible = false;
    this.raycast = () => undefined;
  }

  private hide(id: number): number {
    this.setVisibleAt(id, false);
    return id;
  }

  begin(): void {
    this.used.skull = 0;
    this.used.visor = 0;
    this.used.bone = 0;
    this.used.palm = 0;
  }

  end(): void {
    let isAny = false;
    for (let p = 0; p < PARTS.length; p += 1) {
      const part = PARTS[p] ?? "skull";
      const slots = this.slots.get(part);
      isAny ||= this.used[part] > 0;
      for (let i = this.used[part]; slots && i < slots.length && this.getVisibleAt(slots[i] ?? 0); i += 1) this.setVisibleAt(slots[i] ?? 0, false);
    }
    this.visible = isAny;
  }

  /** A head where `at` puts it, life size at scale 1, facing -z; nothing at `alpha` 0. */
  putHead(at: Matrix4, seatColour: string, alpha: number): void {
    this.put("skull", at, seatColour, alpha);
    this.put("visor", at, VISOR_COLOUR, alpha);
  }

  /** A hand: where its wrist is, and its joints in the wrist's frame, metres. */
  putHand(wrist: Matrix4, joints: Float32Array, seatColour: string, alpha: number): void {
    this.put("palm", wrist, seatColour, alpha);
    for (let joint = 1; joint < HAND_JOINTS; joint += 1) {
      const from = (JOINT_PARENT[joint] ?? 0) * 3;
      place.fromArray(joints, from);
      way.fromArray(joints, joint * 3).sub(place);
      // A length that goes to a function or comes from one may be an object of its own: here it does neither.
      const half = Math.sqrt(way.x * way.x + way.y * way.y + way.z * way.z) / 2;
      place.addScaledVector(way, 0.5);
      // Bones of the palm lie inside it; the wrist's own are not seen.
      const isPalm = from === 0;
      if (half > 0) {
        const scale = 0.5 / half;
        way.x *= scale;
        way.y *= scale;
        way.z *= scale;
      } else way.copy(ALONG);
      turn.setFromUnitVectors(ALONG, way);
      size.x = FINGER_M;
      size.y = FINGER_M;
      size.z = isPalm ? half : half + FINGER_M * 0.7;
      matrix.compose(place, turn, size).premultiply(wrist);
      this.put("bone", matrix, seatColour, alpha);
    }
  }

  private put(part: Part, at: Matrix4, hex: string, alpha: number): void {
    if (alpha <= 0) return;
    const id = this.slots.get(part)?.[this.used[part]];
    if (id === undefined) return;
    this.used[part] += 1;
    this.setMatrixAt(id, at);
    this.setVisibleAt(id, true);
    const hundredths = Math.round(alpha * 100);
    if (this.shownColour[id] === hex && this.shownAlpha[id] === hundredths) return;
    this.shownColour[id] = hex;
    this.shownAlpha[id] = hundredths;
    const colour = COLOURS.get(hex) ?? new Color(hex);
    COLOURS.set(hex, colour);
    this.setColorAt(id, tint.set(colour.r, colour.g, colour.b, alpha));
  }

  override dispose(): void {
    for (const material of [this.material].flat()) material.dispose();
    super.dispose();
  }
}
