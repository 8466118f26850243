/**
 * `npm run anatomy:conditions [-- --out <folder>] [--only <condition>]... [--words | --check]`: writes the graded
 * conditions beside the anatomy set, one list per model. Same code and Node, same bytes. Options as in build.ts.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { conditionListSchema, type Condition } from "@/core/anatomy/condition-manifest";
import { describeCondition, filesOf } from "./conditions/describe";
import { ownConditions } from "./conditions/own-conditions";
import type { OwnCondition, Piece } from "./conditions/own-condition";
import { generate } from "./generate";

const { values } = parseArgs({ options: { out: { type: "string", default: "public/models" }, only: { type: "string", multiple: true }, piece: { type: "string", multiple: true }, words: { type: "boolean", default: false }, check: { type: "boolean", default: false } } });
const started = performance.now();
const say = (text: string): void => console.log(`${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s  ${text}`);

function put(file: string, bytes: Uint8Array): void {
  const path = join(values.out, file);
  if (values.check) {
    const isSame = Buffer.compare(readFileSync(path), bytes) === 0;
    say(`${file}  ${isSame ? "the same, byte for byte" : "comes out otherwise"}`);
    if (!isSame) process.exitCode = 1;
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  say(`${file}  ${bytes.length} bytes`);
}

async function grow(piece: Piece): Promise<void> {
  const kept = new Set(piece.keep);
  const made = await generate(await piece.organ(), piece.levels.flatMap((level) => level ?? []), (step) => say(`${piece.file}: ${step}`), (part) => kept.has(part));
  filesOf(piece).forEach((file, i) => {
    const bytes = made[i];
    if (!file || !bytes) throw new Error(`${piece.file}: files and levels differ`);
    put(file, bytes);
  });
}

const isWanted = ({ id }: OwnCondition): boolean => !values.only || values.only.includes(id);
const pieces = new Map(ownConditions.filter(isWanted).flatMap(({ grades }) => grades.flatMap((grade) => grade.pieces.map((piece) => [piece.file, piece] as const))));
if (!values.words) for (const piece of pieces.values()) if (!values.piece || values.piece.includes(piece.file)) await grow(piece);

const read = (file: string): Uint8Array => new Uint8Array(readFileSync(join(values.out, file)));
for (const model of values.check ? [] : new Set(ownConditions.map((condition) => condition.model))) {
  const path = join(values.out, model, "conditions.json");
  const known = existsSync(path) ? conditionListSchema.parse(JSON.parse(readFileSync(path, "utf8"))).conditions : [];
  const conditions: Condition[] = [];
  for (const own of ownConditions.filter((condition) => condition.model === model)) {
    const kept = known.find((condition) => condition.id === own.id);
    if (isWanted(own)) conditions.push(await describeCondition(own, read));
    else if (kept) conditions.push(kept);
  }
  if (conditions.length > 0) writeFileSync(path, `${JSON.stringify(conditionListSchema.parse({ conditions }), null, 1)}\n`);
}
