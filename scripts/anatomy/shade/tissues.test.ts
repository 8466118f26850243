import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { modelIo } from "../write/read-model";

const folder = resolve(import.meta.dirname, "../../../public/models");

type Linear = readonly [number, number, number];
type Rows = readonly [Linear, Linear, Linear];

/** Linear light as someone sees it who has all three kinds of cones, or lacks one: Machado and others 2009, at their strongest. */
const eyes: Readonly<Record<string, Rows>> = {
  all: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  "no red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  "no green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  "no blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};
const seen = (rows: Rows, c: Linear): Linear => rows.map((row) => Math.max(0, row[0] * c[0] + row[1] * c[1] + row[2] * c[2])) as unknown as Linear;

/** CIE L*a*b* of linear sRGB, white D65. */
function lab([r, g, b]: Linear): Linear {
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047), y = f(0.2126 * r + 0.7152 * g + 0.0722 * b), z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const apart = (a: Linear, b: Linear): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

interface Look { colour: Linear; roughness: number }

/** How a tissue looks in a shipped file where nothing shades it: the mean of the brightest twentieth of its vertices. */
async function looksOf(file: string): Promise<Map<string, Look>> {
  const document = await (await modelIo()).readBinary(new Uint8Array(readFileSync(resolve(folder, file))));
  const vertices = new Map<string, { roughness: number; colours: Linear[] }>();
  for (const mesh of document.getRoot().listMeshes())
    for (const primitive of mesh.listPrimitives()) {
      const material = primitive.getMaterial(), colour = primitive.getAttribute("COLOR_0");
      if (!material || !colour) throw new Error(`${mesh.getName()} has no colours`);
      const of = vertices.get(material.getName()) ?? { roughness: material.getRoughnessFactor(), colours: [] };
      for (let v = 0; v < colour.getCount(); v++) of.colours.push(colour.getElement(v, []).slice(0, 3) as unknown as Linear);
      vertices.set(material.getName(), of);
    }
  return new Map([...vertices].map(([name, { roughness, colours }]) => {
    const bright = colours.sort((a, b) => b[0] + b[1] + b[2] - a[0] - a[1] - a[2]).slice(0, Math.ceil(colours.length / 20));
    return [name, { roughness, colour: [0, 1, 2].map((c) => bright.reduce((sum, one) => sum + (one[c] ?? 0), 0) / bright.length) as unknown as Linear }];
  }));
}

/** Distance in L*a*b*: about 2 can just be told side by side, but here they lie apart, some in light and some in shade. */
const CLEARLY = 12;
const LIGHTER = 8;
const GLOSSIER = 0.15;

describe.each(["knee.glb", "knee-lod1.glb", "lumbar-spine.glb", "lumbar-spine-lod1.glb"])("what holds bones together, in %s", (file) => {
  let looks: Map<string, Look>;
  beforeAll(async () => {
    looks = await looksOf(file);
  });
  const pairs = (): [string, Look, string, Look][] => {
    const shown = ["bone", "cartilage", "ligament", "tendon"].flatMap((name) => {
      const look = looks.get(name);
      return look ? [[name, look] as const] : [];
    });
    return shown.flatMap(([a, one], i) => shown.slice(i + 1).map(([b, other]): [string, Look, string, Look] => [a, one, b, other]));
  };

  it("shows bone, cartilage and ligaments, and the knee its tendons", () => {
    for (const name of ["bone", "cartilage", "ligament", ...(file.startsWith("knee") ? ["tendon"] : [])]) expect([...looks.keys()]).toContain(name);
  });

  it.each(Object.entries(eyes))("has its tissues clearly apart for eyes with %s cones", (_, rows) => {
    for (const [a, one, b, other] of pairs()) expect(apart(lab(seen(rows, one.colour)), lab(seen(rows, other.colour))), `${a} and ${b}`).toBeGreaterThan(CLEARLY);
  });

  it("tells them apart by lightness or gloss, too", () => {
    for (const [a, one, b, other] of pairs()) {
      const lighter = Math.abs(lab(one.colour)[0] - lab(other.colour)[0]), glossier = Math.abs(one.roughness - other.roughness);
      expect(lighter > LIGHTER || glossier >= GLOSSIER, `${a} and ${b}: ${lighter.toFixed(1)} lighter, ${glossier.toFixed(2)} glossier`).toBe(true);
    }
  });
});
