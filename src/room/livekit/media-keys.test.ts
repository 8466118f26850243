import { describe, expect, it } from "vitest";
import { toBase64Url } from "../envelope/base64url";
import { createManualClock } from "../manual-clock";
import { createMediaKeys, FORGET_AFTER_MS, type MediaKeys, SWITCH_AFTER_MS } from "./media-keys";

const secretOf = (byte: number): string => toBase64Url(new Uint8Array(32).fill(byte));
const key = (epoch: number, byte = epoch + 1) => ({ epoch, secret: secretOf(byte) });

/** What a key that gives nothing away does give: the same bits for the same key. */
async function trace(keys: MediaKeys, sender: string, epoch: number): Promise<string | null> {
  const made = await keys.keyOf(sender, epoch);
  if (made === null) return null;
  const bits = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: new Uint8Array(0) }, made, 128);
  return toBase64Url(new Uint8Array(bits));
}

describe("keys of sound and picture", () => {
  it("ROOM-61: are the same on every page, and others for each sender, room and epoch", async () => {
    const clock = createManualClock();
    const [mine, theirs, elsewhere] = [createMediaKeys("room", clock), createMediaKeys("room", clock), createMediaKeys("other", clock)];
    for (const keys of [mine, theirs, elsewhere]) await keys.take(key(0));
    expect(await trace(mine, "ann", 0)).toBe(await trace(theirs, "ann", 0));
    expect(await trace(mine, "ann", 0)).not.toBe(await trace(mine, "bo", 0));
    expect(await trace(mine, "ann", 0)).not.toBe(await trace(elsewhere, "ann", 0));
    await mine.take(key(1));
    expect(await trace(mine, "ann", 1)).not.toBe(await trace(mine, "ann", 0));
    const made = await mine.keyOf("ann", 0);
    expect(made?.extractable).toBe(false);
  });

  it("ROOM-61: the first is sent under at once, the next once the others have it, and the old one opens a while longer", async () => {
    const clock = createManualClock();
    const keys = createMediaKeys("room", clock);
    expect(keys.epochs.get()).toEqual({ sending: null, open: [] });
    await keys.take(key(3));
    expect(keys.epochs.get()).toEqual({ sending: 3, open: [3] });
    await keys.take(key(4));
    expect(keys.epochs.get()).toEqual({ sending: 3, open: [3, 4] });
    clock.advance(SWITCH_AFTER_MS);
    expect(keys.epochs.get()).toEqual({ sending: 4, open: [3, 4] });
    clock.advance(FORGET_AFTER_MS);
    expect(keys.epochs.get()).toEqual({ sending: 4, open: [4] });
    expect(await keys.keyOf("ann", 3)).toBeNull();
  });

  it("ROOM-61: an older key, the same one again and none change nothing; two in a row end with the newest", async () => {
    const clock = createManualClock();
    const keys = createMediaKeys("room", clock);
    await keys.take(null);
    await keys.take(key(5));
    const before = keys.epochs.get();
    for (const late of [key(4), key(5), key(5, 99), null]) await keys.take(late);
    expect(keys.epochs.get()).toEqual(before);
    await Promise.all([keys.take(key(6)), keys.take(key(7))]);
    clock.advance(SWITCH_AFTER_MS + FORGET_AFTER_MS);
    expect(keys.epochs.get()).toEqual({ sending: 7, open: [7] });
  });
});
