import { describe, expect, it } from "vitest";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { err, ok } from "@/core/kit/result";
import { createSelfSavingDraft, SAVE_AFTER_MS, SAVE_AT_LATEST_MS } from "./self-saving-draft";

interface Words {
  readonly words: string;
}
const says = (words: string): Words => ({ words });

/** A server that keeps one text, and a clock that the test turns. */
function setUp() {
  let now = 0;
  let next = 1;
  const timers = new Map<number, { at: number; run: () => void }>();
  const server = { version: 0, content: says(""), fault: null as DomainError | null, sent: [] as string[] };
  const draft = createSelfSavingDraft<Words>(
    { content: says(""), version: 0, savedAtMs: null },
    {
      newest: async () => (server.fault === null ? ok({ version: server.version, content: server.content }) : err(server.fault)),
      save: async (content, baseVersion) => {
        server.sent.push(content.words);
        if (server.fault !== null) return err(server.fault);
        if (baseVersion !== server.version) return err(staleError("record.note_changed_elsewhere", server.version, baseVersion));
        server.version += 1;
        server.content = content;
        return ok({ version: server.version, savedAtMs: now });
      },
    },
    {
      nowMs: () => now,
      after: (ms, run) => {
        const key = next++;
        timers.set(key, { at: now + ms, run });
        return () => timers.delete(key);
      },
    },
  );
  const advance = async (ms: number): Promise<void> => {
    const until = now + ms;
    for (;;) {
      const [due] = [...timers].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at);
      if (due === undefined) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    now = until;
  };
  return { draft, server, advance, status: () => draft.state.get().status };
}

describe("a draft that saves itself", () => {
  it("saves once a person stops", async () => {
    const { draft, server, advance } = setUp();
    draft.change(says("Echo"));
    await advance(SAVE_AFTER_MS - 1);
    expect(server.sent).toEqual([]);
    await advance(1);
    expect(server.content).toEqual(says("Echo"));
    expect(draft.state.get()).toMatchObject({ status: "saved", version: 1, savedAtMs: SAVE_AFTER_MS });
  });

  it("saves somebody who never stops, no later than it says", async () => {
    const { draft, server, advance } = setUp();
    for (let at = 0; at < SAVE_AT_LATEST_MS; at += 500) {
      draft.change(says(`word ${at}`));
      await advance(500);
    }
    expect(server.sent).toHaveLength(1);
  });

  it("sends nothing for what is there already", async () => {
    const { draft, server, advance, status } = setUp();
    draft.change(says(""));
    expect(status()).toBe("saved");
    await advance(60_000);
    expect(server.sent).toEqual([]);
  });

  it("PAIN-5: is saved only when the server has what is on the screen", async () => {
    const { draft, server, advance, status } = setUp();
    draft.change(says("one"));
    const saving = draft.flush();
    expect(status()).toBe("saving");
    draft.change(says("one two"));
    expect(await saving).toBe(false);
    expect([status(), server.content]).toEqual(["unsaved", says("one")]);
    await advance(SAVE_AFTER_MS);
    expect([status(), server.content]).toEqual(["saved", says("one two")]);
  });

  it("PAIN-5: keeps trying while the server is away, ever more slowly, and loses nothing", async () => {
    const { draft, server, advance, status } = setUp();
    server.fault = domainError("unavailable", "kit.offline");
    draft.change(says("Ramipril 10 mg"));
    await advance(SAVE_AFTER_MS);
    expect(status()).toBe("failed");
    await advance(60_000);
    expect(server.sent.length).toBeLessThan(8);
    server.fault = null;
    await advance(30_000);
    expect([status(), server.content]).toEqual(["saved", says("Ramipril 10 mg")]);
  });

  it("NOTE-3, PAIN-5: holds still when another window saved, until a person puts this over it", async () => {
    const { draft, server, advance, status } = setUp();
    Object.assign(server, { version: 4, content: says("theirs") });
    draft.change(says("mine"));
    await advance(SAVE_AFTER_MS);
    draft.change(says("mine, and more"));
    await advance(60_000);
    expect(await draft.flush()).toBe(false);
    expect([status(), draft.state.get().content]).toEqual(["elsewhere", says("mine, and more")]);
    expect([server.sent, server.content]).toEqual([["mine"], says("theirs")]);
    expect(await draft.saveOver()).toBe(true);
    expect([server.content, server.version]).toEqual([says("mine, and more"), 5]);
  });

  it("PAIN-5: or theirs is taken, and stands as saved", async () => {
    const { draft, server, advance, status } = setUp();
    Object.assign(server, { version: 4, content: says("theirs") });
    draft.change(says("mine"));
    await advance(SAVE_AFTER_MS);
    expect(await draft.takeTheirs()).toEqual(says("theirs"));
    expect([status(), draft.state.get().version]).toEqual(["saved", 4]);
  });

  it("NOTE-3: keeps what is on the screen where the other window's can't be had", async () => {
    const { draft, server, advance, status } = setUp();
    server.version = 4;
    draft.change(says("mine"));
    await advance(SAVE_AFTER_MS);
    server.fault = domainError("unavailable", "kit.offline");
    expect(await draft.takeTheirs()).toBeNull();
    expect(await draft.saveOver()).toBe(false);
    expect([status(), draft.state.get().content]).toEqual(["elsewhere", says("mine")]);
  });

  it("NOTE-1: stops at a refusal that time can't cure, and sends again only for somebody who asks", async () => {
    const { draft, server, advance, status } = setUp();
    server.fault = domainError("conflict", "record.note_signed");
    draft.change(says("too late"));
    await advance(60_000);
    draft.change(says("later"));
    await advance(60_000);
    expect([status(), server.sent]).toEqual(["refused", ["too late"]]);
    server.fault = null;
    expect(await draft.flush()).toBe(true);
    expect(server.content).toEqual(says("later"));
  });
});
