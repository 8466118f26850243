import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);

/** Text that a browser asks for under /_next/static; fonts and models are compressed already. */
const isText = (name) => /\.(js|css|svg|json)$/.test(name);

/** Below this a file gains less than the header that says how it is compressed. */
const leastBytes = 512;

/** The same text as another build compressed it. */
async function compressedBefore(plain, name, before) {
  for (const { plain: plainDir, packed } of before) {
    const [earlier, result] = [join(plainDir, name), join(packed, name)];
    if (existsSync(result) && existsSync(earlier) && plain.equals(await readFile(earlier))) return result;
  }
  return null;
}

async function compressOne(path, target, name, before) {
  const plain = await readFile(path);
  if (plain.length < leastBytes) return;
  const result = await compressedBefore(plain, name, before);
  if (result !== null) {
    await mkdir(dirname(target), { recursive: true });
    await copyFile(result, target);
    return;
  }
  const packed = await compress(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  if (packed.length >= plain.length) return;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, packed);
}

/**
 * Compresses every text file of a folder with Brotli, as well as that can, into a folder of its own under
 * the same names; some at a time. A folder of its own, because Next would serve what lies beside its files. `before`
 * names folders of other builds, plain and compressed: most of a build is what the one before it was.
 */
export async function precompress(from, to, before = []) {
  const left = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && isText(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const work = async () => {
    for (let path = left.pop(); path !== undefined; path = left.pop()) {
      const name = relative(from, path);
      await compressOne(path, join(to, name), name, before);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
}
