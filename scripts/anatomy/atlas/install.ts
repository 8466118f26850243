/** The folder of pulled models: read, added to, and taken away, so that it is whole at every moment. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atlasSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import type { Converted } from "./convert";
import { PullError, type Library } from "./library";

const MANIFEST = "manifest.json";
const CREDITS = "ATTRIBUTION.txt";

const isAbsent = (cause: unknown): boolean => cause instanceof Error && "code" in cause && cause.code === "ENOENT";

/** The models that are installed; none where the folder is not there. */
export async function installed(folder: string): Promise<AnatomyModel[]> {
  const text = await readFile(join(folder, MANIFEST), "utf8").catch((cause: unknown) => {
    if (isAbsent(cause)) return null;
    throw cause;
  });
  if (text === null) return [];
  const parsed = atlasSchema.safeParse(readJson(text));
  if (!parsed.success) throw new PullError(`${join(folder, MANIFEST)} can't be read. Take it away with --remove and pull again.`);
  return parsed.data.models;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const filesOf = (models: readonly AnatomyModel[]): Set<string> =>
  new Set(models.flatMap((model) => [model.file, ...model.levels.map(({ file }) => file)].map((file) => file.replace(/^hra\//, ""))));

function creditsOf(library: Library, models: readonly AnatomyModel[]): string {
  const lines = models.map((model) => `${model.id}: made from ${model.credit?.fileUrl ?? model.source}. ${model.credit?.changes.en ?? ""}`);
  return `${library.title}\n${library.creators}\n${library.home}\nLicence: ${library.licence}, ${library.licenceUrl}\nNames and codes: ${library.crosswalk.doi}\n\n${lines.join("\n")}\n`;
}

async function writeWhole(folder: string, name: string, content: string): Promise<void> {
  const draft = join(folder, `.${name}.${randomUUID()}`);
  try {
    await writeFile(draft, content);
    await rename(draft, join(folder, name));
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

/**
 * Adds models, in place of those of the same id. Files are written to a draft folder first and moved in one by one
 * under names of their own content; only then does the manifest name them. Should any step fail, the manifest still
 * names what it named before, and all of that is still there.
 */
export async function install(folder: string, library: Library, converted: readonly Converted[]): Promise<AnatomyModel[]> {
  const before = await installed(folder);
  const draft = join(folder, `.draft-${randomUUID()}`);
  try {
    await mkdir(draft, { recursive: true });
    for (const { files } of converted) for (const [name, bytes] of files) await writeFile(join(draft, name), bytes);
    for (const { files } of converted) for (const name of files.keys()) await rename(join(draft, name), join(folder, name));
    const added = converted.map(({ model }) => model);
    const models = [...before.filter(({ id }) => !added.some((model) => model.id === id)), ...added].sort((a, b) => (a.id < b.id ? -1 : 1));
    await writeWhole(folder, CREDITS, creditsOf(library, models));
    await writeWhole(folder, MANIFEST, `${JSON.stringify({ models })}\n`);
    await tidy(folder, models);
    return models;
  } finally {
    await rm(draft, { recursive: true, force: true });
    await removeIfEmpty(folder);
  }
}

/** A folder that holds nothing is no sign of anything. */
async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((cause: NodeJS.ErrnoException) => {
    if (!["ENOTEMPTY", "EEXIST", "ENOENT", "ENOTDIR"].includes(cause.code ?? "")) throw cause;
  });
}

/** Takes away models by id, or all. Returns what stays. */
export async function remove(folder: string, library: Library, ids: ReadonlySet<string> | null): Promise<AnatomyModel[]> {
  if (ids === null) {
    // The manifest goes first, so that nobody is promised a file that is gone.
    await rm(join(folder, MANIFEST), { force: true });
    await rm(folder, { recursive: true, force: true });
    return [];
  }
  const models = (await installed(folder)).filter(({ id }) => !ids.has(id));
  if (models.length === 0) return remove(folder, library, null);
  await writeWhole(folder, MANIFEST, `${JSON.stringify({ models })}\n`);
  await writeWhole(folder, CREDITS, creditsOf(library, models));
  await tidy(folder, models);
  return models;
}

/** Removes what no model names: old contents, and what a pull that was cut off left behind. */
async function tidy(folder: string, models: readonly AnatomyModel[]): Promise<void> {
  const wanted = new Set([...filesOf(models), MANIFEST, CREDITS]);
  for (const name of await readdir(folder)) if (!wanted.has(name)) await rm(join(folder, name), { recursive: true, force: true });
}
