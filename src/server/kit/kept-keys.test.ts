import { describe, expect, it } from "vitest";
import { KeptKeys } from "./kept-keys";

const key = (byte: number) => Promise.resolve(Buffer.alloc(32, byte));

describe("unwrapped keys", () => {
  it("SEAL-4: are kept so long and no longer", async () => {
    let now = 0;
    let opened = 0;
    const kept = new KeptKeys(10, 1_000, () => now);
    const open = () => key(++opened);
    await kept.find("a", open);
    now = 999;
    expect((await kept.find("a", open))[0]).toBe(1);
    now = 1_000;
    expect((await kept.find("a", open))[0]).toBe(2);
  });

  it("SEAL-4: are so many and no more; the longest unused goes first, and what ran out goes with it", async () => {
    let now = 0;
    const kept = new KeptKeys(2, 1_000, () => now);
    await kept.find("a", () => key(1));
    await kept.find("b", () => key(2));
    await kept.find("a", () => key(9));
    await kept.find("c", () => key(3));
    expect(kept.size).toBe(2);
    expect((await kept.find("a", () => key(9)))[0]).toBe(1);
    now = 2_000;
    await kept.find("d", () => key(4));
    expect(kept.size).toBe(1);
  });

  it("are asked for once by many, and asked again after a failure", async () => {
    const kept = new KeptKeys(2, 1_000, () => 0);
    let asked = 0;
    const fail = () => {
      asked++;
      return Promise.reject(new Error("away"));
    };
    const both = await Promise.allSettled([kept.find("a", fail), kept.find("a", fail)]);
    expect(both.map((each) => each.status)).toEqual(["rejected", "rejected"]);
    expect(asked).toBe(1);
    expect((await kept.find("a", () => key(1)))[0]).toBe(1);
  });
});
