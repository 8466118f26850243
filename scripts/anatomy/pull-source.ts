/** One file of another publisher: fetched from them or from a folder, and accepted only if it is the very file we know. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface Source { file: string; url: string; bytes: number; sha256: string; licence: string; attribution: string }

/** Human Reference Atlas, female heart v1.2: 14 meshes, chambers, septum, papillary muscles and valves. */
export const hraHeart: Source = {
  file: "VH_F_Heart.glb",
  url: "https://cdn.humanatlas.io/hra-releases/v1.3/models/VH_F_Heart.glb",
  bytes: 1745284,
  sha256: "9afdfb2ccf926869813582cfe150dce8cb28377417a968a4f29a5b8dc060428b",
  licence: "CC BY 4.0",
  attribution:
    "HuBMAP CCF 3D Reference Object Library (Human Reference Atlas): Kristen Browne, Heidi Schlehlein, Bruce W. Herr II, Ellen Quardokus, Andreas Bueckle, Katy Börner. https://humanatlas.io/3d-reference-library",
};

/** Throws, naming both sums, if the bytes are not those of the source. */
export function requireSource(source: Source, bytes: Uint8Array): void {
  const sum = createHash("sha256").update(bytes).digest("hex");
  if (bytes.length !== source.bytes || sum !== source.sha256)
    throw new Error(`${source.file}: expected ${source.bytes} bytes with SHA-256 ${source.sha256}, got ${bytes.length} with ${sum}`);
}

/** The verified file, from `folder` if given, else from the publisher. */
export async function obtain(source: Source, folder?: string): Promise<Uint8Array> {
  const bytes = folder === undefined ? await download(source.url) : new Uint8Array(await readFile(join(folder, source.file)));
  requireSource(source, bytes);
  return bytes;
}

async function download(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
