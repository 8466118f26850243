/** Which tissue each structure of the kidney is made of. */
import type { TissueName } from "../shade/tissues";

const table: Readonly<Record<string, TissueName>> = {
  "renal-pyramids": "pyramid",
  ureter: "urinary",
  "renal-pelvis": "urinary",
  "major-calyces": "urinary",
  "minor-calyces": "urinary",
  "renal-artery": "artery",
  "renal-vein": "systemicVein",
  "renal-sinus-fat": "fat",
  "renal-columns": "cortex",
  "renal-cortex": "cortex",
};

/** Throws for a structure that the table forgot. */
export function tissueOf(id: string): TissueName {
  const name = table[id];
  if (!name) throw new Error(`no tissue for ${id}`);
  return name;
}
