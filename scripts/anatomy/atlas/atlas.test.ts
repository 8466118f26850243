import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { atlasSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { makeLibrary } from "../../../tests/support/atlas-library";
import { ownOrgans } from "../own-organs";
import { withSynonyms } from "../synonyms";
import { csvRows } from "./crosswalk";
import { atlasEntries, idOf } from "./entries";
import { chooseOrgans, readLibrary, type Library } from "./library";
import { diskFault } from "./obtain";
import { listOrgans, pull, removeOrgans, type PullOrder } from "./pull";

let folder: string;
let library: Library;
let lines: string[];
const out = () => join(folder, "public", "hra");
const from = () => join(folder, "library");
const order = (more: Partial<PullOrder> = {}): PullOrder => ({ library, names: [], all: false, from: from(), out: out(), say: (line) => lines.push(line), ...more });
const manifest = async (): Promise<AnatomyModel[]> => atlasSchema.parse(JSON.parse(await readFile(join(out(), "manifest.json"), "utf8"))).models;
const everything = async (): Promise<string[]> => (existsSync(join(folder, "public")) ? (await readdir(join(folder, "public"), { recursive: true })).sort() : []);
const structure = (model: AnatomyModel | undefined, id: string) => model?.structures.find((one) => one.id === id);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "bedside-atlas-"));
  library = await makeLibrary(from());
  lines = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("pulling organs from a folder", () => {
  it("installs the heart first, in three levels, with credits, and says how far it is", async () => {
    await pull(order());
    const [heart, ...others] = await manifest();
    expect(others).toEqual([]);
    expect(heart).toMatchObject({ id: "hra-vh-f-heart", name: { en: "Heart", es: "Corazón" }, sex: "female", licence: "CC BY 4.0", isTwoSided: true });
    expect(heart?.credit).toMatchObject({ creators: "Nobody in particular", fileUrl: "https://library.example.test/releases/v9/models/VH_F_Heart.glb" });
    expect(heart?.levels.map(({ level }) => level)).toEqual(["light", "test"]);
    // ANA-305: so small a surface keeps all of its triangles.
    expect(heart?.drawnWithinMm).toBe(0);
    for (const file of [heart, ...(heart?.levels ?? [])]) expect((await readFile(join(out(), (file?.file ?? "").slice(4)))).length).toBe(file?.bytes);
    expect(await readFile(join(out(), "ATTRIBUTION.txt"), "utf8")).toMatch(/Nobody in particular[\s\S]*CC BY 4\.0[\s\S]*VH_F_Heart\.glb/);
    expect(lines.join("\n")).toMatch(/\[1\/1\] Heart: VH_F_Heart\.glb[\s\S]*checksum right/);
  });

  it("stands the organ in its own middle and keeps its place in the body, its size and its sides", async () => {
    await pull(order());
    const [heart] = await manifest();
    const ventricle = structure(heart, "left-ventricle");
    expect(heart?.bodyFrameOriginM).toEqual([0.002, 0.452, 0.003]);
    expect(ventricle?.centreM).toEqual([0.018, -0.012, -0.003]);
    expect(ventricle?.volumeMl).toBeCloseTo(64, 0);
    expect(ventricle).toMatchObject({ triangles: 12, shells: 1, side: "left" });
  });

  it("names parts by the crosswalk; Spanish only where a word is known, else marked", async () => {
    await pull(order());
    const [heart] = await manifest();
    expect(structure(heart, "left-ventricle")).toMatchObject({ name: { en: "Heart left ventricle", es: "Ventrículo izquierdo" }, uberon: "UBERON:0002084", group: "chambers" });
    expect(structure(heart, "left-ventricle")).not.toHaveProperty("untranslated");
    expect(structure(heart, "mitral-valve")).toMatchObject({ uberon: "UBERON:0002135", group: "valves" });
    expect(structure(heart, "mitral-valve")).not.toHaveProperty("volumeMl");
    expect(structure(heart, "wrong")).toMatchObject({ name: { en: "Left anterior descending artery" }, uberon: "UBERON:8600102", side: "left" });
    const long = heart?.structures.find(({ id }) => id.startsWith("very-long"));
    expect(long).toMatchObject({ untranslated: ["es"], name: { en: expect.stringMatching(/^Very long branch/), es: expect.stringMatching(/^Very long branch/) } });
    expect(long?.id.length).toBeLessThanOrEqual(64);
  });

  it("leaves codes out where node and crosswalk disagree on the side, and keeps the side that it lies on", async () => {
    await pull(order());
    const vein = structure((await manifest())[0], "pulmonary-vein-r-inf");
    expect(vein).toMatchObject({ side: "right", name: { en: "Right pulmonary vein inf" } });
    expect(vein?.uberon).toBeUndefined();
    expect(vein?.fma).toBeUndefined();
  });

  it("ANA-203: lends our words and other names to the same code, and never across sides", () => {
    const term = (uberon: string, label: string) => ({ uberon, fma: null, label });
    const known = ownOrgans.flatMap(({ catalogue, synonyms }) => withSynonyms(catalogue, synonyms));
    const terms: Record<string, ReturnType<typeof term>> = { VH_F_ureter_L: term("UBERON:0001223", "left ureter"), VH_F_femur_R: term("UBERON:0000981", "right femur"), VH_F_femur_L: term("UBERON:0000981", "left femur") };
    const [ureter, right, left] = atlasEntries(Object.keys(terms), (node) => terms[node] ?? null, known);
    expect(ureter).toMatchObject({ name: { en: "Left ureter", es: "Uréter izquierdo" }, synonyms: { en: ["ureter"] } });
    expect(right).toMatchObject({ side: "right", untranslated: ["es"] });
    expect(left).toMatchObject({ side: "left", name: { es: "Fémur" }, synonyms: { en: ["thighbone", "distal femur"] } });
  });

  it("numbers parts of one name, whose code names their kind, and shows a capsule see-through", async () => {
    await pull(order({ names: ["kidney"] }));
    const [kidney] = await manifest();
    expect(kidney?.structures.map(({ name }) => name.en)).toEqual(["Kidney capsule, left", "Renal pyramid, left 1", "Renal pyramid, left 2"]);
    expect(kidney?.structures[1]).toMatchObject({ uberon: "UBERON:0004200", uberonMatch: "broader", side: "left" });
    expect(kidney?.structures[0]).toMatchObject({ uberonMatch: "exact", opaqueDefault: false, group: "walls" });
  });

  it("is the same when done twice, and adds to what is there", async () => {
    await pull(order());
    const first = await everything();
    await pull(order());
    expect(await everything()).toEqual(first);
    expect(lines.join("\n")).toContain("(as it was)");
    await pull(order({ names: ["VH_F_Kidney_L.glb"] }));
    expect((await manifest()).map(({ id }) => id)).toEqual(["hra-vh-f-heart", "hra-vh-f-kidney-l"]);
  });

  it("takes all, lists, and takes away one or all", async () => {
    await pull(order({ all: true }));
    expect(await manifest()).toHaveLength(2);
    lines = [];
    await listOrgans(order());
    expect(lines.filter((line) => line.startsWith("✓"))).toHaveLength(2);
    await removeOrgans(order({ names: ["heart"] }));
    expect((await manifest()).map(({ id }) => id)).toEqual(["hra-vh-f-kidney-l"]);
    expect((await everything()).some((name) => name.includes("heart"))).toBe(false);
    await removeOrgans(order());
    expect(await everything()).toEqual([]);
    await removeOrgans(order());
  });
});

describe("a pull that can't be done changes nothing", () => {
  it("refuses a changed file, and one that is cut short, and says both sums", async () => {
    const path = join(from(), "VH_F_Heart.glb");
    const good = await readFile(path);
    const bad = Buffer.from(good);
    bad[200] = (bad[200] ?? 0) ^ 1;
    await writeFile(path, bad);
    await expect(pull(order())).rejects.toThrow(/VH_F_Heart\.glb is not the file we know: \d+ bytes with SHA-256 [0-9a-f]{64} expected/);
    await writeFile(path, good.subarray(0, 500));
    await expect(pull(order())).rejects.toThrow("500 bytes");
    expect(await everything()).toEqual([]);
  });

  it("says which file is missing, and which organ there is not", async () => {
    await rm(join(from(), "VH_F_Kidney_L.glb"));
    await expect(pull(order({ all: true }))).rejects.toThrow("VH_F_Kidney_L.glb is not in");
    await rm(join(from(), "crosswalk.csv"));
    await expect(pull(order())).rejects.toThrow("crosswalk.csv is not in");
    await expect(pull(order({ names: ["gizzard"] }))).rejects.toThrow('There is no organ "gizzard". There are: heart, kidney-left.');
    expect(await everything()).toEqual([]);
  });

  it("keeps what was installed when a later organ fails", async () => {
    await pull(order());
    const before = await everything();
    await writeFile(join(from(), "VH_F_Kidney_L.glb"), "no organ");
    await expect(pull(order({ all: true }))).rejects.toThrow("VH_F_Kidney_L.glb is not the file we know");
    expect(await everything()).toEqual(before);
    expect(await manifest()).toHaveLength(1);
  });

  it("says so when the folder can't be written, and tidies what a cut-off pull left", async () => {
    await pull(order());
    await writeFile(join(out(), "left-behind-0123456789.glb"), "half");
    await pull(order());
    expect(await everything()).not.toContain(join("hra", "left-behind-0123456789.glb"));
    // Root may write anywhere, so the test says it with a file in the folder's place.
    await rm(out(), { recursive: true });
    await writeFile(out(), "a file");
    const fault = await pull(order()).then(() => null, diskFault);
    expect(fault).toContain("A file stands where a folder should be");
    expect(await readFile(out(), "utf8")).toBe("a file");
  });

  it("says so, and leaves nothing behind, where there is no room for a file", async () => {
    // A shell may forbid files of more than so many bytes: to whoever writes, that is a disk that is full.
    const list = join(folder, "library.json");
    await writeFile(list, JSON.stringify(library));
    const command = `ulimit -f 1; exec "${process.execPath}" --import tsx scripts/anatomy/pull.ts --library "${list}" --from "${from()}" --out "${out()}"`;
    const run = spawnSync("bash", ["-c", command], { encoding: "utf8", cwd: join(import.meta.dirname, "../../..") });
    expect(run.stderr).toMatch(/What was installed before is as it was\.|No file may grow that large here/);
    expect(run.status).toBe(1);
    expect((await everything()).filter((name) => name !== "hra")).toEqual([]);
  });

  it("has words for a full disk, and none for a bug", () => {
    expect(diskFault(Object.assign(new Error("write"), { code: "ENOSPC", path: "/there" }))).toBe("The disk is full (/there). What was installed before is as it was.");
    expect(diskFault(new TypeError("undefined is not a function"))).toBeNull();
  });
});

describe("pulling organs from the publisher", () => {
  /** A publisher that breaks off each file once, half way, and then honours ranges. */
  async function publisher(answer?: (request: IncomingMessage, response: ServerResponse) => boolean): Promise<string[]> {
    const asked: string[] = [];
    const broken = new Set<string>();
    const server = createServer((request, response) => {
      const name = (request.url ?? "").split("/").at(-1) ?? "";
      asked.push(`${name} ${request.headers.range ?? "whole"}`);
      if (answer?.(request, response)) return;
      void readFile(join(from(), name)).then((bytes) => {
        const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
        response.writeHead(start > 0 ? 206 : 200, { "content-length": bytes.length - start });
        if (broken.has(name)) return response.end(bytes.subarray(start));
        broken.add(name);
        response.write(bytes.subarray(start, start + Math.floor(bytes.length / 2)), () => setTimeout(() => response.destroy(), 50));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    library = { ...library, base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
    return asked;
  }

  it("goes on where it was cut off, and leaves no copy behind when it is done", async () => {
    const asked = await publisher();
    await expect(pull(order({ from: undefined }))).rejects.toThrow("can't be reached");
    await expect(pull(order({ from: undefined }))).rejects.toThrow("can't be reached");
    expect(existsSync(join(out(), "manifest.json"))).toBe(false);
    await pull(order({ from: undefined }));
    expect(asked[0]).toBe("crosswalk.csv whole");
    expect(asked[1]).toMatch(/^crosswalk\.csv bytes=\d+-$/);
    expect(asked.at(-1)).toMatch(/^VH_F_Heart\.glb bytes=\d+-$/);
    expect(await manifest()).toHaveLength(1);
    expect((await everything()).filter((name) => name.includes("sources"))).toEqual([]);
  });

  it("refuses what the publisher has changed", async () => {
    await publisher((_request, response) => {
      response.end("another file");
      return true;
    });
    await expect(pull(order({ from: undefined }))).rejects.toThrow("is not the file we know");
    expect(existsSync(join(out(), "manifest.json"))).toBe(false);
  });

  it("says what to do without a network", async () => {
    library = { ...library, base: "http://127.0.0.1:9/" };
    await expect(pull(order({ from: undefined }))).rejects.toThrow(/can't be reached[\s\S]*--from <folder>/);
  });
});

describe("the committed list", () => {
  it("names thirty organs, each with its checksum and both languages", () => {
    const real = readLibrary();
    expect(real.organs).toHaveLength(30);
    expect(new Set(real.organs.map(({ organ }) => organ)).size).toBe(30);
    expect(chooseOrgans(real, [], false).map(({ file }) => file)).toEqual(["VH_F_Heart.glb"]);
    expect(chooseOrgans(real, ["kidney", "VH_M_Prostate"], false).map(({ organ }) => organ)).toEqual(["kidney-left", "kidney-right", "prostate"]);
    for (const { name } of real.organs) expect(name.es).not.toBe("");
  });

  it("reads tables with quotes and turns any node name into an id", () => {
    expect(csvRows('a,"b ""c"", d"\r\n\n"e\nf",g')).toEqual([["a", 'b "c", d'], [""], ["e\nf", "g"]]);
    expect(idOf("eye:VH_F_Left__Thing.1")).toBe("left-thing-1");
    expect(idOf("日本")).toBe("part");
  });
});
