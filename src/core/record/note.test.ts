import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NoteId, PatientId, StaffId, ViewId, VisitId } from "@/core/kit/ids";
import { missingBeforeSigning } from "./before-signing";
import { decideSaveNote, decideSignNote, type NoteState } from "./decide-note";
import { canonicalNote, EMPTY_NOTE_TEXT, type NoteText, SaveNoteInput } from "./note";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const visitId = VisitId.parse(id(1));
const viewId = ViewId.parse(id(2));
const clinicianId = StaffId.parse(id(3));

const state: NoteState = {
  visitState: "ended",
  clinicianId,
  patientId: PatientId.parse(id(4)),
  note: { noteId: NoteId.parse(id(5)), status: "draft", version: 4, authorId: clinicianId },
  keptViewIds: [viewId],
};

const whole: NoteText = {
  ...EMPTY_NOTE_TEXT,
  assessment: "Mitral leak, likely moderate.",
  plan: "Echo within two weeks.",
  summary: { headline: "Your heart valve leaks.", explanation: "It can be treated.", steps: [], urgent: "" },
};

const save = (over: Partial<SaveNoteInput> = {}): SaveNoteInput => ({
  visitId,
  baseVersion: 4,
  text: whole,
  views: [],
  ...over,
});

describe("decideSaveNote", () => {
  it("makes the next version of a draft", () => {
    expect(decideSaveNote(state, save())).toMatchObject({ ok: true, value: { isNew: false, nextVersion: 5 } });
  });

  it("begins a note at version 1", () => {
    const result = decideSaveNote({ ...state, note: null }, save({ baseVersion: 0 }));
    expect(result).toMatchObject({ ok: true, value: { isNew: true, nextVersion: 1 } });
  });

  it("NOTE-1: refuses to change a signed note", () => {
    const signed: NoteState = { ...state, note: { ...state.note!, status: "signed" } };
    expect(decideSaveNote(signed, save())).toMatchObject({ ok: false, error: { code: "record.note_signed" } });
  });

  it.each(["expected", "waiting", "cancelled", "missed"])("NOTE-2: refuses while the visit is %s", (visitState) => {
    expect(decideSaveNote({ ...state, visitState }, save())).toMatchObject({
      ok: false,
      error: { code: "record.visit_not_begun" },
    });
  });

  it("NOTE-3: refuses every version but the newest", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (current, base) => {
        const result = decideSaveNote(
          { ...state, note: current === 0 ? null : { ...state.note!, version: current } },
          save({ baseVersion: base }),
        );
        expect(result.ok).toBe(base === current);
        if (!result.ok) expect(result.error.kind).toBe("stale");
      }),
    );
  });

  it("NOTE-4: refuses a view of another visit", () => {
    const foreign = { viewId: ViewId.parse(id(9)), forPatient: true };
    expect(decideSaveNote(state, save({ views: [foreign] }))).toMatchObject({
      ok: false,
      error: { code: "record.view_unknown" },
    });
  });

  it("NOTE-4: refuses the same view twice", () => {
    const ref = { viewId, forPatient: true };
    expect(SaveNoteInput.safeParse(save({ views: [ref, ref] })).success).toBe(false);
    expect(SaveNoteInput.safeParse(save({ views: [ref] })).success).toBe(true);
  });
});

describe("decideSignNote", () => {
  const signable = { ...state, text: whole };

  it("signs what was read", () => {
    expect(decideSignNote(signable, { visitId, baseVersion: 4 })).toEqual({ ok: true, value: { version: 4 } });
  });

  it("NOTE-3: refuses to sign another version than the one read", () => {
    expect(decideSignNote(signable, { visitId, baseVersion: 3 })).toMatchObject({ ok: false, error: { kind: "stale" } });
  });

  it("NOTE-5: names what is missing", () => {
    expect(missingBeforeSigning(EMPTY_NOTE_TEXT)).toEqual([
      "record.assessment_empty",
      "record.plan_empty",
      "record.headline_empty",
      "record.explanation_empty",
    ]);
    expect(decideSignNote({ ...signable, text: { ...whole, plan: " \n" } }, { visitId, baseVersion: 4 })).toMatchObject({
      ok: false,
      error: { kind: "invalid", code: "record.plan_empty" },
    });
  });

  it("NOTE-6: waits for the visit's end", () => {
    expect(decideSignNote({ ...signable, visitState: "admitted" }, { visitId, baseVersion: 4 })).toMatchObject({
      ok: false,
      error: { code: "record.visit_not_over" },
    });
  });

  it("NOTE-1: refuses to sign twice", () => {
    const signed = { ...signable, note: { ...state.note!, status: "signed" as const } };
    expect(decideSignNote(signed, { visitId, baseVersion: 4 })).toMatchObject({ ok: false });
  });
});

describe("canonicalNote", () => {
  const text = fc.record({
    subjective: fc.string(),
    objective: fc.string(),
    assessment: fc.string(),
    plan: fc.string(),
    summary: fc.record({
      headline: fc.string({ maxLength: 100 }),
      explanation: fc.string(),
      steps: fc.array(fc.record({ title: fc.string(), detail: fc.string() }), { maxLength: 4 }),
      urgent: fc.string({ maxLength: 100 }),
    }),
  });

  it("NOTE-7: differs whenever a word differs, and not otherwise", () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(canonicalNote(a, []) === canonicalNote(b, [])).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it("NOTE-7: does not depend on the order of keys", () => {
    const reversed = Object.fromEntries(Object.entries(whole).reverse()) as NoteText;
    expect(canonicalNote(reversed, [])).toBe(canonicalNote(whole, []));
  });
});
