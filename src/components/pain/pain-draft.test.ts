import { describe, expect, it } from "vitest";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import type { PainMapContent } from "@/core/pain/map";
import { createPainDraft, SAVE_AFTER_MS } from "./pain-draft";

const EMPTY: PainMapContent = { figure: 1, marks: [] };
const says = (words: string): PainMapContent => ({ figure: 1, marks: [{ faces: "", intensity: null, qualities: [], since: null, pattern: null, radiatesTo: [], words }] });

/** A server that keeps one map, and a clock that the test turns. */
function setUp() {
  let now = 0, next = 1;
  const timers = new Map<number, { at: number; run: () => void }>();
  const server = { version: 0, map: EMPTY, fault: null as DomainError | null, saves: 0 };
  const draft = createPainDraft({ map: EMPTY, version: 0, savedAtMs: null }, {
    after: (ms, run) => {
      const key = next++;
      timers.set(key, { at: now + ms, run });
      return () => timers.delete(key);
    },
    newest: async () => ok({ version: server.version, map: server.map }),
    save: async (map, baseVersion) => {
      server.saves += 1;
      if (server.fault !== null) return err(server.fault);
      if (baseVersion !== server.version) return err(staleError("pain.changed", server.version, baseVersion));
      server.version += 1;
      server.map = map;
      return ok({ version: server.version, savedAtMs: now });
    },
  });
  const advance = async (ms: number): Promise<void> => {
    const until = now + ms;
    for (;;) {
      const [due] = [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (due === undefined) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].run();
      for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    }
    now = until;
  };
  return { draft, server, advance, status: () => draft.state.get().status };
}

describe("a pain map that saves itself", () => {
  it("PAIN-5: is saved only when the server has what is on the screen", async () => {
    const { draft, server, advance, status } = setUp();
    draft.change(says("one"));
    expect(status()).toBe("unsaved");
    await advance(SAVE_AFTER_MS);
    expect(status()).toBe("saved");
    expect(server.map).toEqual(says("one"));
    draft.change(says("two"));
    const saving = draft.flush();
    draft.change(says("three"));
    expect(await saving).toBe(false);
    expect(status()).toBe("unsaved");
    await advance(SAVE_AFTER_MS);
    expect(status()).toBe("saved");
    expect(server.map).toEqual(says("three"));
  });

  it("PAIN-5: without a line nothing is lost, and it is saved when the line is back", async () => {
    const { draft, server, advance, status } = setUp();
    server.fault = domainError("unavailable", "kit.offline");
    draft.change(says("away"));
    await advance(60_000);
    expect(status()).toBe("failed");
    server.fault = null;
    await advance(30_000);
    expect(status()).toBe("saved");
    expect(server.map).toEqual(says("away"));
  });

  it("PAIN-5: another window's map is put over by nobody who was not asked", async () => {
    const { draft, server, advance, status } = setUp();
    server.version = 4;
    server.map = says("theirs");
    draft.change(says("mine"));
    await advance(SAVE_AFTER_MS);
    expect(status()).toBe("elsewhere");
    draft.change(says("mine, and more"));
    await advance(60_000);
    expect([server.map, draft.state.get().map]).toEqual([says("theirs"), says("mine, and more")]);
    expect(await draft.saveOver()).toBe(true);
    expect([server.map, server.version]).toEqual([says("mine, and more"), 5]);
  });

  it("PAIN-5: or theirs is taken, and stands as saved", async () => {
    const { draft, server, advance, status } = setUp();
    server.version = 4;
    server.map = says("theirs");
    draft.change(says("mine"));
    await advance(SAVE_AFTER_MS);
    expect(await draft.takeTheirs()).toEqual(says("theirs"));
    expect([status(), draft.state.get().version]).toEqual(["saved", 4]);
  });

  it("is told once that the visit is over, and sends no more", async () => {
    const { draft, server, advance, status } = setUp();
    server.fault = domainError("conflict", "pain.closed");
    draft.change(says("late"));
    await advance(60_000);
    draft.change(says("later"));
    await advance(60_000);
    expect([status(), server.saves]).toEqual(["refused", 1]);
  });
});
