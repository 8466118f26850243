/** `npm run anatomy [-- --out <folder>]`: writes the anatomy set and its manifest. Same code and Node, same bytes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generate } from "./generate";
import { heartAbout, heartCatalogue, heartLevels } from "./heart/model";
import { heart } from "./heart/organ";
import { tissueOf } from "./heart/tissue-of";
import { tissueHex, tissues } from "./shade/tissues";
import { describeModel } from "./write/manifest";

const { values } = parseArgs({ options: { out: { type: "string", default: "public/models" } } });
const started = performance.now();
const seconds = (): string => `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;

const bytes = await generate(heart(heartLevels.cellMm), heartLevels.levels, (step) => console.log(`${seconds()}  ${step}`));
const file = (i: number): Uint8Array => {
  const found = bytes[i];
  if (!found) throw new Error(`level ${i} was not made`);
  return found;
};
const full = { file: "heart.glb", bytes: file(0) };
const levels = [
  { level: "light" as const, file: "heart-lod1.glb", bytes: file(1) },
  { level: "test" as const, file: "heart-test.glb", bytes: file(2) },
];
const manifest = await describeModel({
  ...heartAbout,
  catalogue: heartCatalogue,
  tissue: (id) => ({ colour: tissueHex(tissueOf(id)), roughness: tissues[tissueOf(id)].roughness }),
  full,
  levels,
});

mkdirSync(values.out, { recursive: true });
for (const made of [full, ...levels]) writeFileSync(join(values.out, made.file), made.bytes);
writeFileSync(join(values.out, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
for (const made of [full, ...levels]) console.log(`${seconds()}  ${made.file}  ${made.bytes.length} bytes`);
for (const model of manifest.models) {
  const counts = [model.triangles, ...model.levels.map((level) => level.triangles)].join(" / ");
  console.log(`${model.id}: ${model.structures.length} structures, ${counts} triangles`);
}
