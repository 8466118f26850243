import { describe, expect, it } from "vitest";
import { decideKeepView, isPictureOf, KeepViewInput, VIEW_PICTURE_MAX_BYTES, ViewRegisters } from "./views";

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10);
const open = { visitState: "admitted", keptCount: 0, alreadyKept: false, isSigned: false, wasShown: null };

describe("decideKeepView", () => {
  it("NOTE-8: keeps a view in an open room", () => {
    expect(decideKeepView(open, "image/jpeg", jpeg)).toEqual({ ok: true, value: { store: true } });
  });

  it("NOTE-8: sending it twice stores it once", () => {
    expect(decideKeepView({ ...open, alreadyKept: true }, "image/jpeg", jpeg)).toEqual({
      ok: true,
      value: { store: false },
    });
  });

  it.each(["expected", "waiting", "ended", "cancelled"])("NOTE-8: refuses while the visit is %s", (visitState) => {
    expect(decideKeepView({ ...open, visitState }, "image/jpeg", jpeg)).toMatchObject({ ok: false });
  });

  it("NOTE-18: on looking back keeps what was shown, after the visit too, until the note is signed", () => {
    const back = { ...open, visitState: "ended", wasShown: true };
    expect(decideKeepView(back, "image/jpeg", jpeg)).toMatchObject({ ok: true });
    expect(decideKeepView({ ...open, wasShown: true }, "image/jpeg", jpeg)).toMatchObject({ ok: true });
    expect(decideKeepView({ ...back, wasShown: false }, "image/jpeg", jpeg)).toMatchObject({ error: { code: "record.never_shown" } });
    expect(decideKeepView({ ...back, isSigned: true }, "image/jpeg", jpeg)).toMatchObject({ error: { code: "record.note_signed" } });
    for (const visitState of ["expected", "waiting", "cancelled", "missed"]) {
      expect(decideKeepView({ ...back, visitState }, "image/jpeg", jpeg)).toMatchObject({ error: { code: "record.room_closed" } });
    }
  });

  it("NOTE-8: refuses what is not the picture it claims to be", () => {
    expect(decideKeepView(open, "image/png", jpeg)).toMatchObject({ ok: false, error: { code: "record.picture_unreadable" } });
    const script = new TextEncoder().encode("<svg onload=alert(1)>");
    expect(isPictureOf("image/webp", script)).toBe(false);
    expect(isPictureOf("image/jpeg", new Uint8Array())).toBe(false);
  });

  it("NOTE-8: refuses a picture that is too large", () => {
    const large = new Uint8Array(VIEW_PICTURE_MAX_BYTES + 1);
    large.set(jpeg);
    expect(decideKeepView(open, "image/jpeg", large)).toMatchObject({ ok: false, error: { kind: "too_large" } });
  });
});

describe("inputs", () => {
  it("bounds what a view holds", () => {
    const many = Object.fromEntries(Array.from({ length: 401 }, (_, n) => [`model/heart/s/${n}/visible`, false]));
    expect(ViewRegisters.safeParse(many).success).toBe(false);
    expect(ViewRegisters.safeParse({ "model/heart/transform": { p: [0, 1, 0], q: [0, 0, 0, 1], s: 2 } }).success).toBe(true);
  });

  it("refuses a picture that is not base64", () => {
    const parsed = KeepViewInput.shape.pictureBase64.safeParse("data:image/png;base64,AAAA");
    expect(parsed.success).toBe(false);
  });
});
