import "server-only";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { atlasSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { logger } from "../kit/logger";

/**
 * Where `npm run anatomy:pull` puts other publishers' models. The product reads it while it runs, so that
 * pulling and taking away need no build and no restart.
 */
function atlasFolder(): string {
  // Named in parts, so that nothing of it is traced into a build.
  return process.env.BEDSIDE_ATLAS_DIR ?? join(/* turbopackIgnore: true */ process.cwd(), "public", "models", "hra");
}

const isAbsent = (cause: unknown): boolean => cause instanceof Error && "code" in cause && (cause.code === "ENOENT" || cause.code === "ENOTDIR");

/** The pulled models, none where nothing was pulled. A list that can't be read counts as none, and is logged. */
export async function listPulled(): Promise<readonly AnatomyModel[]> {
  try {
    const text = await readFile(join(atlasFolder(), "manifest.json"), "utf8");
    return atlasSchema.parse(JSON.parse(text)).models;
  } catch (cause) {
    if (!isAbsent(cause)) logger().warn({ err: cause }, "the list of pulled models can't be read");
    return [];
  }
}

/** A pulled model's file; null when there is none of that name. The name holds the content's hash, see `scripts/anatomy/atlas`. */
export async function readPulled(name: string): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!/^[a-z0-9][a-z0-9-]{0,120}\.glb$/.test(name)) return null;
  try {
    return new Uint8Array(await readFile(join(atlasFolder(), name)));
  } catch (cause) {
    if (isAbsent(cause)) return null;
    throw cause;
  }
}
