import { describe, expect, it } from "vitest";
import { isMediaSealed, mayConnectMedia } from "./media-sealing";

describe("sealing of sound and picture", () => {
  it("ROOM-60: is for the whole room, and opens only for a page that can't where the practice lets it", () => {
    expect(isMediaSealed("possible", 0)).toBe(true);
    expect(isMediaSealed("possible", 1)).toBe(false);
    expect(isMediaSealed("always", 0)).toBe(true);
    expect(isMediaSealed("always", 3)).toBe(true);
  });

  it("ROOM-62: a page that can't seal has no sound and picture where sealing is asked for always", () => {
    expect(mayConnectMedia("always", false)).toBe(false);
    expect(mayConnectMedia("always", true)).toBe(true);
    expect(mayConnectMedia("possible", false)).toBe(true);
  });
});
