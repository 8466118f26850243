import { BufferAttribute, BufferGeometry, Vector3 } from "three";
import type { Vec3 } from "@/core/anatomy/vector";

const SIDES = 7;

const along = new Vector3();
const before = new Vector3();
const across = new Vector3();
const up = new Vector3();
const point = new Vector3();
const behind = new Vector3();

/** Round lines through points: tubes with a point at both ends, metres. One geometry for all pieces. */
export function tubesThrough(pieces: readonly (readonly Vec3[])[], radiusM: number): BufferGeometry {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const piece of pieces) {
    if (piece.length < 2) continue;
    const first = positions.length / 3;
    pushRings(piece, radiusM, positions);
    pushFaces(first, piece.length, indices);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setIndex(indices);
  return geometry;
}

// A ring around each point, each turned as little as can be from the one before; then the two tips.
function pushRings(points: readonly Vec3[], radiusM: number, positions: number[]): void {
  const last = points.length - 1;
  const tips: number[] = [];
  along.set(0, 0, 0);
  points.forEach((at, i) => {
    before.copy(along);
    along.fromArray(points[Math.min(last, i + 1)] ?? at).sub(behind.fromArray(points[Math.max(0, i - 1)] ?? at));
    // Points that lie on each other have no direction of their own.
    if (along.lengthSq() < 1e-14) along.copy(before.lengthSq() > 0 ? before : along.set(0, 0, 1));
    along.normalize();
    if (i === 0) across.set(Math.abs(along.y) < 0.9 ? 0 : 1, Math.abs(along.y) < 0.9 ? 1 : 0, 0);
    across.addScaledVector(along, -across.dot(along)).normalize();
    up.crossVectors(along, across);
    point.fromArray(at);
    for (let side = 0; side < SIDES; side += 1) {
      const angleRad = (side / SIDES) * Math.PI * 2;
      const [c, s] = [Math.cos(angleRad) * radiusM, Math.sin(angleRad) * radiusM];
      positions.push(point.x + across.x * c + up.x * s, point.y + across.y * c + up.y * s, point.z + across.z * c + up.z * s);
    }
    if (i === 0 || i === last) point.addScaledVector(along, i === 0 ? -radiusM : radiusM).toArray(tips, tips.length);
  });
  positions.push(...tips);
}

function pushFaces(first: number, rings: number, indices: number[]): void {
  const end = first + (rings - 1) * SIDES;
  const tail = first + rings * SIDES;
  for (let side = 0; side < SIDES; side += 1) {
    const other = (side + 1) % SIDES;
    for (let ring = first; ring < end; ring += SIDES) {
      const next = ring + SIDES;
      indices.push(ring + side, ring + other, next + side, next + side, ring + other, next + other);
    }
    indices.push(first + other, first + side, tail, end + side, end + other, tail + 1);
  }
}
