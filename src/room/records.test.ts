import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

describe("recordsAway", () => {
  let answers: (number | "none")[];

  beforeEach(() => {
    vi.resetModules();
    vi.useFakeTimers();
    vi.stubGlobal("navigator", { onLine: true });
    vi.stubGlobal("fetch", async () => {
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === "none" || answer === undefined) throw new TypeError("no answer");
      return new Response(null, { status: answer });
    });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is told at once by an answer, and is over when the ready route is green again", async () => {
    answers = [503, "none", 503, 200];
    const { recordsAway, sayRecordsAway } = await import("./records");
    const told: boolean[] = [];
    recordsAway.subscribe(() => told.push(recordsAway.get()));
    sayRecordsAway();
    expect(told).toEqual([true]);
    await vi.advanceTimersByTimeAsync(6_000);
    expect(recordsAway.get()).toBe(true);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(told).toEqual([true, false]);
  });

  it("stays quiet after a look that finds all well, and looks anew when asked", async () => {
    answers = [200];
    const { lookForRecords, recordsAway } = await import("./records");
    lookForRecords();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(recordsAway.get()).toBe(false);
    answers = [503];
    lookForRecords();
    await vi.advanceTimersByTimeAsync(10);
    expect(recordsAway.get()).toBe(true);
  });

  it("says nothing of the server while the browser has no network", async () => {
    answers = ["none"];
    vi.stubGlobal("navigator", { onLine: false });
    const { lookForRecords, recordsAway } = await import("./records");
    lookForRecords();
    await vi.advanceTimersByTimeAsync(10);
    expect(recordsAway.get()).toBe(false);
  });
});
