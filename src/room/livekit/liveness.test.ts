import { describe, expect, it } from "vitest";
import { createComplaints, createLiveness, pauseBefore } from "./liveness";

function watch() {
  let nowMs = 0;
  const liveness = createLiveness(() => nowMs);
  const after = (ms: number) => {
    // Look every second, as the page does.
    let pulse = { slow: false, dead: false };
    for (let gone = 0; gone < ms; gone += 1000) {
      nowMs += 1000;
      const seen = liveness.look(nowMs);
      pulse = { slow: seen.slow, dead: pulse.dead || seen.dead };
    }
    return pulse;
  };
  const sleep = (ms: number) => {
    nowMs += ms;
    return liveness.look(nowMs);
  };
  return { liveness, after, sleep };
}

describe("createLiveness", () => {
  it("is quiet about an empty room", () => {
    expect(watch().after(60_000)).toEqual({ slow: false, dead: false });
  });

  it("calls a silent peer slow, then dead, once for each silence", () => {
    const { liveness, after } = watch();
    liveness.present(["a"]);
    expect(after(2000)).toEqual({ slow: false, dead: false });
    expect(after(1000)).toEqual({ slow: true, dead: false });
    expect(after(2000)).toEqual({ slow: true, dead: true });
    expect(after(20_000)).toEqual({ slow: true, dead: false });
    liveness.heard("a");
    expect(after(2000)).toEqual({ slow: false, dead: false });
    expect(after(5000)).toEqual({ slow: true, dead: true });
  });

  it("keeps quiet while the peer is heard, and when they have left", () => {
    const { liveness, after } = watch();
    liveness.present(["a", "b"]);
    for (let second = 0; second < 10; second += 1) {
      liveness.heard("a");
      liveness.heard("b");
      expect(after(1000)).toEqual({ slow: false, dead: false });
    }
    liveness.present([]);
    expect(after(30_000)).toEqual({ slow: false, dead: false });
  });

  it("takes its own sleep for what it is", () => {
    const { liveness, after, sleep } = watch();
    liveness.present(["a"]);
    expect(sleep(60_000)).toEqual({ slow: false, dead: false, unheard: [] });
    expect(after(5000).dead).toBe(true);
  });

  it("is patient with a peer who said to be busy, and only as long as that", () => {
    const { liveness, after } = watch();
    liveness.present(["a"]);
    liveness.heard("a", 20_000);
    expect(after(22_000)).toEqual({ slow: false, dead: false });
    expect(after(4000)).toEqual({ slow: true, dead: true });
  });

  it("ignores voices of people who are not said to be there", () => {
    const { liveness, after } = watch();
    liveness.heard("stranger");
    expect(after(20_000)).toEqual({ slow: false, dead: false });
  });
});

describe("one who is not heard", () => {
  it("ROOM-70: is named once a fresh connection of one's own has not helped, until they are heard", () => {
    const { liveness, after, sleep } = watch();
    liveness.present(["a", "b"]);
    const talk = (seconds: number): void => {
      for (let second = 0; second < seconds; second += 1) {
        liveness.heard("b");
        after(1000);
      }
    };
    talk(4);
    liveness.heard("b");
    expect(sleep(1000)).toEqual({ slow: true, dead: true, unheard: [] });
    liveness.restart();
    talk(4);
    liveness.heard("b");
    expect(sleep(1000)).toEqual({ slow: true, dead: false, unheard: ["a"] });
    liveness.heard("a");
    liveness.heard("b");
    expect(sleep(1000)).toEqual({ slow: false, dead: false, unheard: [] });
  });

  it("ROOM-70: connects anew when told so, not before the connection had its time, and at one person's word once a minute", () => {
    const { complaints, after } = page();
    after(4);
    expect(complaints.heed("a")).toBe(false);
    after(2);
    expect(complaints.heed("a")).toBe(true);
    complaints.connected();
    after(14);
    expect(complaints.heed("a")).toBe(false);
    expect(complaints.heed("b")).toBe(true);
    complaints.connected();
    after(50);
    expect(complaints.heed("a")).toBe(true);
  });

  it("ROOM-70: does not when it was silent itself, asleep or at work: nothing of its was lost", () => {
    const { complaints, after, sleep } = page();
    after(20);
    sleep(12);
    expect(complaints.heed("a")).toBe(false);
    after(1);
    expect(complaints.heed("a")).toBe(false);
    after(12);
    expect(complaints.heed("a")).toBe(true);
  });
});

// A page that connected just now and says every second that it is there.
function page() {
  let nowMs = 0;
  const complaints = createComplaints(() => nowMs);
  complaints.connected();
  const after = (seconds: number): void => {
    for (let gone = 0; gone < seconds; gone += 1) {
      nowMs += 1000;
      complaints.beaten();
    }
  };
  const sleep = (seconds: number): void => {
    nowMs += seconds * 1000;
  };
  return { complaints, after, sleep };
}

describe("pauseBefore", () => {
  it("doubles up to 15 seconds and is never shorter than half of it", () => {
    expect(pauseBefore(1, 0)).toBe(200);
    expect(pauseBefore(1, 1)).toBe(400);
    expect(pauseBefore(3, 1)).toBe(1600);
    expect(pauseBefore(30, 1)).toBe(15_000);
    expect(pauseBefore(30, 0)).toBe(7500);
  });
});
