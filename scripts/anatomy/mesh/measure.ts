/** Figures taken from triangle meshes: volume, shells, open edges, triangles against their normals. */

export interface TriangleMesh {
  /** x y z per vertex. */
  position: ArrayLike<number>;
  /** Unit normals, x y z per vertex. */
  normal: ArrayLike<number>;
  index: ArrayLike<number>;
}

export interface MeshFigures {
  triangles: number;
  /** Signed volume by the divergence theorem, in cubed units of the positions; positive when faces wind outwards. */
  volume: number;
  /** Connected surfaces after welding: an outer skin and each inner one count separately. */
  shells: number;
  /** Edges, after welding, whose faces do not pair off in opposite directions. */
  openEdges: number;
  /** Edges, after welding, with more than two faces. */
  crowdedEdges: number;
  /** Triangles whose face looks away from the mean of its vertex normals. */
  againstNormals: number;
}

const coordinate = (list: ArrayLike<number>, at: number): number => list[at] ?? Number.NaN;

/** Gives every vertex the number of the first vertex at the same place, within `gap` units. */
export function weld(position: ArrayLike<number>, gap: number): Uint32Array {
  const seen = new Map<string, number>();
  const same = new Uint32Array(position.length / 3);
  for (let v = 0; v < same.length; v++) {
    const key = [0, 1, 2].map((c) => Math.round(coordinate(position, v * 3 + c) / gap)).join(",");
    const first = seen.get(key);
    if (first === undefined) seen.set(key, v);
    same[v] = first ?? v;
  }
  return same;
}

function signedVolume({ position, index }: TriangleMesh): number {
  let six = 0;
  const p = (corner: number, axis: number): number => coordinate(position, coordinate(index, corner) * 3 + axis);
  for (let t = 0; t < index.length; t += 3) {
    six +=
      p(t, 0) * (p(t + 1, 1) * p(t + 2, 2) - p(t + 1, 2) * p(t + 2, 1)) +
      p(t, 1) * (p(t + 1, 2) * p(t + 2, 0) - p(t + 1, 0) * p(t + 2, 2)) +
      p(t, 2) * (p(t + 1, 0) * p(t + 2, 1) - p(t + 1, 1) * p(t + 2, 0));
  }
  return six / 6;
}

function facesAgainstNormals({ position, normal, index }: TriangleMesh): number {
  let against = 0;
  const p = (corner: number, axis: number): number => coordinate(position, coordinate(index, corner) * 3 + axis);
  for (let t = 0; t < index.length; t += 3) {
    const u = [0, 1, 2].map((c) => p(t + 1, c) - p(t, c)) as [number, number, number];
    const v = [0, 1, 2].map((c) => p(t + 2, c) - p(t, c)) as [number, number, number];
    const face = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    let dot = 0;
    for (let corner = 0; corner < 3; corner++)
      for (let c = 0; c < 3; c++) dot += (face[c] ?? 0) * coordinate(normal, coordinate(index, t + corner) * 3 + c);
    if (dot < 0) against++;
  }
  return against;
}

function edgeFigures(index: ArrayLike<number>, same: Uint32Array): { openEdges: number; crowdedEdges: number; shells: number } {
  const edges = new Map<number, { balance: number; count: number }>();
  const parent = Uint32Array.from(same.keys());
  const root = (v: number): number => {
    let r = v;
    while (parent[r] !== r) r = parent[r] = parent[parent[r] ?? r] ?? r;
    return r;
  };
  const used = new Set<number>();
  for (let t = 0; t < index.length; t += 3) {
    const corners = [0, 1, 2].map((c) => same[coordinate(index, t + c)] ?? 0) as [number, number, number];
    if (corners[0] === corners[1] || corners[1] === corners[2] || corners[0] === corners[2]) continue;
    for (let c = 0; c < 3; c++) {
      const a = corners[c] ?? 0;
      const b = corners[(c + 1) % 3] ?? 0;
      const key = Math.min(a, b) * same.length + Math.max(a, b);
      const edge = edges.get(key) ?? { balance: 0, count: 0 };
      edge.balance += a < b ? 1 : -1;
      edge.count++;
      edges.set(key, edge);
      parent[root(a)] = root(b);
      used.add(a);
    }
  }
  let openEdges = 0;
  let crowdedEdges = 0;
  for (const { balance, count } of edges.values()) {
    if (balance !== 0) openEdges++;
    if (count > 2) crowdedEdges++;
  }
  return { openEdges, crowdedEdges, shells: new Set([...used].map(root)).size };
}

/** All figures of one mesh; `gap` = distance within which vertices count as one. */
export function measureMesh(mesh: TriangleMesh, gap: number): MeshFigures {
  return {
    triangles: mesh.index.length / 3,
    volume: signedVolume(mesh),
    againstNormals: facesAgainstNormals(mesh),
    ...edgeFigures(mesh.index, weld(mesh.position, gap)),
  };
}
