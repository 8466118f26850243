import { describe, expect, it } from "vitest";
import { type NoticeFacts, noticeOf } from "./visit-notice";

const fine: NoticeFacts = {
  transport: "connected",
  isSlow: false,
  ownQuality: "good",
  otherQuality: "good",
  save: "saved",
  isOnline: true,
};

describe("noticeOf", () => {
  it("says nothing while all is well, or while the room is still being entered", () => {
    expect(noticeOf(fine)).toBeNull();
    expect(noticeOf({ ...fine, transport: "connecting" })).toBeNull();
  });

  it("says the worst alone", () => {
    const bad: NoticeFacts = { transport: "lost", isSlow: true, ownQuality: "lost", otherQuality: "poor", save: "offline", isOnline: false };
    expect(noticeOf(bad)).toBe("closed");
    expect(noticeOf({ ...bad, transport: "unavailable" })).toBe("offline");
    expect(noticeOf({ ...bad, transport: "unavailable", isOnline: true })).toBe("no_media");
    expect(noticeOf({ ...bad, transport: "reconnecting", isOnline: true })).toBe("reconnecting");
    expect(noticeOf({ ...bad, transport: "connected", isOnline: true })).toBe("not_saved");
    expect(noticeOf({ ...bad, transport: "connected", isOnline: true, save: "saved" })).toBe("slow_own");
  });

  it("tells whose line is slow", () => {
    expect(noticeOf({ ...fine, ownQuality: "poor" })).toBe("slow_own");
    expect(noticeOf({ ...fine, otherQuality: "lost" })).toBe("slow_other");
    expect(noticeOf({ ...fine, isSlow: true })).toBe("slow_other");
  });
});
