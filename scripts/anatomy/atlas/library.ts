/** The committed list of another publisher's library: what each file is, where it is had, and its checksum. */
import { readFileSync } from "node:fs";
import { z } from "zod";

const bothSchema = z.object({ en: z.string().min(1), es: z.string().min(1) });
const fileSchema = z.object({
  file: z.string().regex(/^[A-Za-z0-9._-]+$/),
  /** Below the library's base address. */
  release: z.string().min(1),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const librarySchema = z.object({
  title: z.string(),
  creators: z.string(),
  licence: z.string(),
  licenceUrl: z.url(),
  home: z.url(),
  base: z.url(),
  crosswalk: fileSchema.extend({ doi: z.url() }),
  /** Entries of the crosswalk that are known to be wrong, each with why. */
  corrections: z.array(z.object({ node: z.string(), label: z.string(), uberon: z.string().optional(), fma: z.string().optional(), why: z.string() })),
  organs: z
    .array(fileSchema.extend({ organ: z.string().regex(/^[a-z]+(-[a-z]+)*$/), name: bothSchema, sex: z.enum(["female", "male"]) }))
    .min(1),
});

export type Library = z.infer<typeof librarySchema>;
export type LibraryFile = z.infer<typeof fileSchema>;
export type LibraryOrgan = Library["organs"][number];

/** Something that the person at the keyboard can understand and mend; shown without a stack. */
export class PullError extends Error {}

const libraryFile = new URL("library.json", import.meta.url);

export function readLibrary(path: URL | string = libraryFile): Library {
  const parsed = librarySchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  if (!parsed.success) throw new PullError(`The list of the library is not right: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

export const addressOf = (library: Library, { release }: LibraryFile): string => new URL(release, library.base).href;

const plain = (text: string): string => text.toLowerCase().replace(/\.glb$/, "").replace(/[^a-z0-9]+/g, "-");

/**
 * The organs that were asked for, in the list's order: by organ ("kidney-left"), file name, or the first word of an
 * organ, which takes both sides ("kidney"). No names: the first of the list. Throws for a name that fits nothing.
 */
export function chooseOrgans(library: Library, names: readonly string[], all: boolean): LibraryOrgan[] {
  if (all) return library.organs;
  if (names.length === 0) return library.organs.slice(0, 1);
  const wanted = new Set<LibraryOrgan>();
  for (const name of names.map(plain)) {
    const exact = library.organs.filter((organ) => organ.organ === name || plain(organ.file) === name);
    const found = exact.length > 0 ? exact : library.organs.filter((organ) => organ.organ.startsWith(`${name}-`));
    if (found.length === 0) throw new PullError(`There is no organ "${name}". There are: ${library.organs.map(({ organ }) => organ).join(", ")}.`);
    for (const organ of found) wanted.add(organ);
  }
  return library.organs.filter((organ) => wanted.has(organ));
}
