/**
 * `npm run anatomy:pull [-- --from <folder>] [-- organ names…]`: installs organs of the Human Reference Atlas, the heart
 * if none is named, from their publisher or from a local folder. They are never committed.
 * `--all` takes all, `--list` names them, `--remove` takes them away again.
 */
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { diskFault } from "./atlas/obtain";
import { PullError, readLibrary } from "./atlas/library";
import { listOrgans, pull, removeOrgans } from "./atlas/pull";

const folder = fileURLToPath(new URL("../../public/models/hra", import.meta.url));

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: "string" },
      out: { type: "string", default: process.env.BEDSIDE_ATLAS_DIR ?? folder },
      library: { type: "string" },
      all: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      remove: { type: "boolean", default: false },
    },
  });
  const library = readLibrary(values.library);
  const order = { library, names: positionals, all: values.all, from: values.from, out: resolve(values.out), say: (line: string) => console.log(line) };
  if (values.list) await listOrgans(order);
  else if (values.remove) await removeOrgans(order);
  else await pull(order);
}

try {
  await main();
} catch (cause) {
  const words = cause instanceof PullError ? cause.message : diskFault(cause);
  if (words === null && !(cause instanceof TypeError && "code" in cause)) throw cause;
  console.error(words ?? (cause as Error).message);
  process.exitCode = 1;
}
