/**
 * `npm run anatomy:pull [-- --from <folder>]`: places the Human Reference Atlas heart under public/models/hra, which
 * is not committed, from its publisher or from a local folder. Nothing is written unless its checksum is right.
 */
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { hraHeart, obtain } from "./pull-source";

const { values } = parseArgs({ options: { from: { type: "string" }, out: { type: "string", default: "public/models/hra" } } });
const bytes = await obtain(hraHeart, values.from);
await mkdir(values.out, { recursive: true });
const target = join(values.out, hraHeart.file);
await writeFile(`${target}.part`, bytes);
await rename(`${target}.part`, target);
await writeFile(join(values.out, "ATTRIBUTION.txt"), `${hraHeart.file}: ${hraHeart.attribution}. Licence: ${hraHeart.licence}.\n`);
console.log(`${target}: ${bytes.length} bytes, ${hraHeart.licence}. ${hraHeart.attribution}`);
