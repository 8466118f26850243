/** The orders of `npm run anatomy:pull`: install, list, remove. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { ownOrgans } from "../own-organs";
import { withSynonyms } from "../synonyms";
import { convert, modelIdOf, type Converted } from "./convert";
import { readCrosswalk } from "./crosswalk";
import { install, installed, remove } from "./install";
import { addressOf, chooseOrgans, type Library } from "./library";
import { obtain, type Say } from "./obtain";

export interface PullOrder {
  readonly library: Library;
  readonly names: readonly string[];
  readonly all: boolean;
  readonly from: string | undefined;
  /** The folder of pulled models. */
  readonly out: string;
  readonly say: Say;
}

/** What we call the parts of our own organs: lent to theirs of the same code. */
const known = ownOrgans.flatMap(({ catalogue, synonyms }) => withSynonyms(catalogue, synonyms));

const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;

function lineOf(model: AnatomyModel, bytes: number): string {
  const counts = [model.triangles, ...model.levels.map(({ triangles }) => triangles)].join(" / ");
  const coded = model.structures.filter(({ uberon, fma }) => uberon !== undefined || fma !== undefined).length;
  const spanish = model.structures.filter(({ untranslated }) => untranslated === undefined).length;
  return `${model.id}: ${model.structures.length} parts (${coded} with a code, ${spanish} with a Spanish name), ${counts} triangles, ${mega(bytes)}`;
}

/** Installs the organs that were asked for, all or none. One that is there already, from the same file, is left as it is. */
export async function pull({ library, names, all, from, out, say }: PullOrder): Promise<AnatomyModel[]> {
  const organs = chooseOrgans(library, names, all);
  const keep = join(out, ".sources");
  const obtaining = { from, keep, say };
  const there = await installed(out);
  const crosswalk = readCrosswalk(new TextDecoder().decode(await obtain(library.crosswalk, addressOf(library, library.crosswalk), obtaining)), library.corrections);
  const converted: Converted[] = [];
  for (const [at, organ] of organs.entries()) {
    const step = `[${at + 1}/${organs.length}] ${organ.name.en}`;
    say(`${step}: ${organ.file}, ${mega(organ.bytes)}`);
    const bytes = await obtain(organ, addressOf(library, organ), obtaining);
    say(`${step}: checksum right; making three levels of detail`);
    const one = await convert(library, organ, bytes, crosswalk, known);
    const isSame = there.some((model) => model.id === one.model.id && model.sha256 === one.model.sha256);
    say(`  ${lineOf(one.model, [...one.files.values()].reduce((sum, { length }) => sum + length, 0))}${isSame ? " (as it was)" : ""}`);
    converted.push(one);
  }
  const models = await install(out, library, converted);
  await rm(keep, { recursive: true, force: true });
  say(`Installed in ${out}: ${models.length} of ${library.organs.length} organs. A product that runs shows them at once.`);
  say(`${library.title}, ${library.licence}. ${library.creators}.`);
  return models;
}

export async function listOrgans({ library, out, say }: PullOrder): Promise<void> {
  const there = new Set((await installed(out)).map(({ id }) => id));
  for (const organ of library.organs) say(`${there.has(modelIdOf(organ)) ? "✓" : " "} ${organ.organ.padEnd(22)} ${organ.file.padEnd(32)} ${mega(organ.bytes)}`);
}

/** Takes away the named organs, or all when none is named. */
export async function removeOrgans({ library, names, out, say }: PullOrder): Promise<void> {
  const ids = names.length === 0 ? null : new Set(chooseOrgans(library, names, false).map(modelIdOf));
  const models = await remove(out, library, ids);
  say(models.length === 0 ? `No pulled organs are left in ${out}.` : `${models.length} organs are left in ${out}.`);
}
