import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { conditionListSchema, type ConditionList } from "@/core/anatomy/condition-manifest";
import { manifestSchema, type AnatomyModel } from "@/core/anatomy/manifest";
import { conditionedOf } from "./conditioned";

const { models } = manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8")));
const knee = models.find(({ id }) => id === "knee") as AnatomyModel;
const meniscus = knee.structures.find(({ id }) => id === "medial-meniscus");
const bytes = readFileSync("public/models/knee-test.glb");
const file = (name: string) => ({ file: name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex"), triangles: 10, structures: ["medial-meniscus"] });
const both = { en: "Worn", es: "Gastado" };
const list: ConditionList = conditionListSchema.parse({
  conditions: [
    {
      id: "wear", model: "knee", name: both, plain: both, words: both, codes: {}, part: "medial-meniscus", lookAtM: [0, 0, 0], lookFrom: [0, 1, 0], hiddenBy: [],
      sources: [{ title: "A book", url: "https://example.org/" }],
      grades: [{ id: "some", name: both, plain: both, says: both, replaces: ["medial-meniscus"], structures: [{ ...meniscus, plain: both }], files: { full: [file("knee/some.glb")], light: [file("knee/some-light.glb")] }, sizes: [] }],
    },
  ],
});

/** What the server gives for a path: text, bytes or a status. */
const served = new Map<string, string | Buffer | number>();
let server: Server;
let origin = "";
const own = globalThis.fetch;
beforeAll(async () => {
  server = createServer((request, response) => {
    const found = served.get(request.url ?? "") ?? 404;
    if (typeof found === "number") response.writeHead(found).end();
    else response.end(found);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = typeof address === "object" && address ? `http://127.0.0.1:${address.port}` : "";
  // A page's addresses begin at its own origin; Node has none.
  globalThis.fetch = (input, init) => own(typeof input === "string" && input.startsWith("/") ? `${origin}${input}` : input, init);
});
afterAll(async () => {
  globalThis.fetch = own;
  await new Promise((resolve) => server.close(resolve));
});

async function fresh() {
  vi.resetModules();
  return import("./conditions");
}
beforeEach(() => {
  served.clear();
  served.set("/models/knee/conditions.json", JSON.stringify(list));
  served.set("/models/knee/some.glb", bytes);
  served.set("/models/knee/some-light.glb", bytes);
});

describe("a condition and what it is drawn from", () => {
  it("ANA-422: comes whole and judged, changes only what it says, and is the same model for the same choice", async () => {
    const { loadConditioned } = await import("./conditions");
    const first = await loadConditioned(knee, { id: "wear", grade: "some" });
    if (!first.ok) throw new Error(String(first.error));
    expect(first.value.structures.map(({ id }) => id)).toEqual(knee.structures.map(({ id }) => id));
    expect(first.value.structures.find(({ id }) => id === "medial-meniscus")?.plain).toEqual(both);
    expect(conditionedOf(first.value)).toMatchObject({ healthy: knee, grade: { id: "some" } });
    expect(conditionedOf(knee)).toBeUndefined();
    served.clear();
    expect(await loadConditioned(knee, { id: "wear", grade: "some" })).toEqual(first);
  });

  it("ANA-422: what is missing, damaged, of another shape or unknown is a reason, and no model with words that its picture does not show", async () => {
    const choice = { id: "wear", grade: "some" };
    const answerOf = async (): Promise<unknown> => {
      const answer = await (await fresh()).loadConditioned(knee, choice);
      return answer.ok ? "a model" : answer.error;
    };
    served.set("/models/knee/some.glb", 404);
    expect(await answerOf()).toBe("network");
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(damaged.readUInt8(5000) ^ 0xff, 5000);
    served.set("/models/knee/some.glb", damaged);
    expect(await answerOf()).toBe("corrupt");
    served.set("/models/knee/some.glb", bytes.subarray(0, 900));
    expect(await answerOf()).toBe("corrupt");
    for (const wrong of ["", "{}", "[", JSON.stringify({ conditions: [{}] }), JSON.stringify({ conditions: list.conditions.map((each) => ({ ...each, model: "heart" })) })]) {
      served.set("/models/knee/conditions.json", wrong);
      expect(await answerOf()).toBe("corrupt");
    }
    served.set("/models/knee/conditions.json", 500);
    expect(await answerOf()).toBe("network");
    served.delete("/models/knee/conditions.json");
    expect(await answerOf()).toBe("absent");
    served.set("/models/knee/conditions.json", JSON.stringify(list));
    expect(await (await fresh()).loadConditioned(knee, { id: "wear", grade: "worse" })).toMatchObject({ ok: false, error: "absent" });
    expect(await (await fresh()).loadConditions("body")).toEqual({ ok: true, value: { conditions: [] } });
  });
});
