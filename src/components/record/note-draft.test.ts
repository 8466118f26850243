import { describe, expect, it } from "vitest";
import { domainError, type DomainError } from "@/core/kit/errors";
import { NoteId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { EMPTY_NOTE_TEXT, type NoteSaved } from "@/core/record/note";
import { createNoteDraft, SAVE_AFTER_MS, SAVE_AT_LATEST_MS, type DraftPorts } from "./note-draft";

const noteId = NoteId.parse("00000000-0000-4000-8000-000000000005");
const says = (plan: string) => ({ text: { ...EMPTY_NOTE_TEXT, plan } });

/** A server that keeps one note, and a clock that the test turns. */
function setUp() {
  let now = 0;
  let version = 0;
  let stored = "";
  let fault: DomainError | null = null;
  const timers = new Map<number, { at: number; run: () => void }>();
  let nextTimer = 1;
  const sent: string[] = [];
  const ports: DraftPorts = {
    nowMs: () => now,
    after: (ms, run) => {
      const key = nextTimer++;
      timers.set(key, { at: now + ms, run });
      return () => timers.delete(key);
    },
    newestVersion: async () => ok(version),
    save: async (words): Promise<Result<NoteSaved, DomainError>> => {
      sent.push(words.text.plan);
      if (fault !== null) return err(fault);
      if (words.version !== version) return err(domainError("stale", "record.note_changed_elsewhere"));
      version += 1;
      stored = words.text.plan;
      return ok({ noteId, version, savedAtMs: now });
    },
  };
  const advance = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      const due = [...timers].filter(([, t]) => t.at <= until).sort(([, a], [, b]) => a.at - b.at)[0];
      if (due === undefined) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].run();
      await new Promise((resolve) => setImmediate(resolve));
    }
    now = until;
  };
  const draft = createNoteDraft({ text: EMPTY_NOTE_TEXT, views: [], version: 0, savedAtMs: null }, ports);
  return {
    draft,
    advance,
    sent,
    stored: () => stored,
    break: (error: DomainError | null) => void (fault = error),
    saveElsewhere: () => void (version += 1),
  };
}

describe("createNoteDraft", () => {
  it("saves once a person stops typing", async () => {
    const s = setUp();
    s.draft.edit(says("Echo"));
    await s.advance(SAVE_AFTER_MS - 1);
    expect(s.sent).toEqual([]);
    await s.advance(1);
    expect(s.stored()).toBe("Echo");
    expect(s.draft.state.get()).toMatchObject({ status: "saved", version: 1 });
  });

  it("saves somebody who never stops", async () => {
    const s = setUp();
    for (let at = 0; at <= SAVE_AT_LATEST_MS; at += 500) {
      s.draft.edit(says(`word ${at}`));
      await s.advance(500);
    }
    expect(s.sent.length).toBeGreaterThanOrEqual(1);
  });

  it("keeps trying while the server is away, and loses nothing", async () => {
    const s = setUp();
    s.break(domainError("unavailable", "kit.offline"));
    s.draft.edit(says("Ramipril 10 mg"));
    await s.advance(SAVE_AFTER_MS);
    expect(s.draft.state.get().status).toBe("failed");
    s.break(null);
    await s.advance(2_000);
    expect(s.stored()).toBe("Ramipril 10 mg");
    expect(s.draft.state.get().status).toBe("saved");
  });

  it("NOTE-3: holds still when another window saved, and keeps the words", async () => {
    const s = setUp();
    s.saveElsewhere();
    s.draft.edit(says("mine"));
    await s.advance(SAVE_AFTER_MS);
    expect(s.draft.state.get()).toMatchObject({ status: "elsewhere", text: { plan: "mine" } });
    s.draft.edit(says("mine, longer"));
    await s.advance(60_000);
    expect(s.sent).toEqual(["mine"]);
    expect(await s.draft.saveOver()).toBe(true);
    expect(s.stored()).toBe("mine, longer");
  });

  it("NOTE-1: stops at a refusal that trying again can't cure", async () => {
    const s = setUp();
    s.break(domainError("conflict", "record.note_signed"));
    s.draft.edit(says("too late"));
    await s.advance(60_000);
    expect(s.sent).toHaveLength(1);
    expect(s.draft.state.get().status).toBe("refused");
  });

  it("sends words typed while a save was on its way", async () => {
    const s = setUp();
    s.draft.edit(says("one"));
    const first = s.draft.flush();
    s.draft.edit(says("one two"));
    await first;
    expect(s.draft.state.get().status).toBe("unsaved");
    expect(await s.draft.flush()).toBe(true);
    expect(s.stored()).toBe("one two");
  });
});
