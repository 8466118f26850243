import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EMPTY_MARK } from "@/core/pain/edit";
import { encodeFaces } from "@/core/pain/face-set";
import { PACKED_FIGURE } from "@/core/pain/figure-data";
import { facesOfRegion, unpackFigure } from "@/core/pain/figure";
import type { KeptPainMap, PainMapContent } from "@/core/pain/map";
import { BODY_PARTS, regionNumber, type RegionId } from "@/core/pain/regions";
import { createSelfSavingDraft } from "@/room/self-saving-draft";
import { PainEditor } from "./pain-editor";
import { PainRead } from "./pain-read";
import { usePlaceWords } from "./use-place-words";

const figure = unpackFigure(PACKED_FIGURE);
const place = (region: RegionId, more: Partial<PainMapContent["marks"][number]> = {}) => ({ ...EMPTY_MARK, faces: encodeFaces(facesOfRegion(figure, regionNumber(region) ?? -1)), ...more });
const kept = (...marks: PainMapContent["marks"]): KeptPainMap => ({ visitId: "00000000-0000-4000-8000-000000000001" as KeptPainMap["visitId"], painter: "patient", version: 3, savedAtMs: 0, map: { figure: 1, marks } });

function show(locale: "en" | "es", children: ReactNode): string {
  const read = (area: string): AbstractIntlMessages => JSON.parse(readFileSync(`messages/${locale}/${area}.json`, "utf8")) as AbstractIntlMessages;
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} timeZone="UTC" messages={{ pain: read("pain"), kit: read("kit"), errors: read("errors") }} formats={{ dateTime: { time: { timeStyle: "short" }, moment: { dateStyle: "long" } } }}>
      {children}
    </NextIntlClientProvider>,
  );
}

function editor(locale: "en" | "es", ...marks: PainMapContent["marks"]): string {
  const never = new Promise<never>(() => undefined);
  const draft = createSelfSavingDraft<PainMapContent>({ content: { figure: 1, marks }, version: 1, savedAtMs: null }, { save: () => never, newest: () => never });
  return show(locale, <PainEditor figure={figure} draft={draft} emergencyNumber="144" zone="UTC" />);
}

const labels = (html: string): string[] => [...html.matchAll(/type="checkbox"[^>]*aria-label="([^"]+)"|aria-label="([^"]+)"[^>]*type="checkbox"/g)].map(([, a, b]) => a ?? b ?? "");

/** The words that go into a note. */
function Note({ map }: { map: KeptPainMap }) {
  return <pre>{usePlaceWords(figure).forNote(map)}</pre>;
}

describe("where it hurts, as it is drawn", { timeout: 60_000 }, () => {
  it.each(["en", "es"] as const)("PAIN-1: in %s every part is a box to tick on either side, each with a name of its own", (locale) => {
    const names = labels(editor(locale));
    expect(names).toHaveLength(BODY_PARTS.length * 2);
    expect(new Set(names).size).toBe(names.length);
    const [left, right] = locale === "en" ? [/left/i, /right/i] : [/izquierd/i, /derech/i];
    names.forEach((name, at) => {
      expect(name).toMatch(at % 2 === 0 ? left : right);
      expect(name).not.toMatch(at % 2 === 0 ? right : left);
    });
  });

  it("PAIN-1: from the front the patient's right is named at the viewer's left, and their left at the right", () => {
    expect([...editor("en").matchAll(/class="pain-side">([^<]*)</g)].map(([, word]) => word)).toEqual(["Right", "Left"]);
  });

  it("PAIN-10: the number to call stands where the chest is painted, and not where a knee is", () => {
    expect(editor("en", place("left-chest"))).toMatch(/not for emergencies.*call 144 now/);
    expect(editor("es", place("left-chest"))).toMatch(/llame ahora al 144/);
    expect(editor("en", place("left-knee"))).not.toMatch(/144/);
  });

  it("says in words what is painted, to those who don't see it", () => {
    expect(editor("en", place("right-knee"))).toMatch(/aria-label="Figure to paint on, seen from: Front[^"]*Painted: Right knee"/);
    expect(show("en", <PainRead kept={kept(place("right-knee", { intensity: 4, words: "On stairs" }))} figure={figure} zone="UTC" />)).toMatch(/Right knee.*4 of 10.*On stairs/s);
  });

  it("PAIN-9: the words for a note name the version, each place with how it is, and the codes with what they mean", () => {
    const html = show("en", <Note map={kept(place("left-chest", { intensity: 7, qualities: ["sharp"], since: "days", radiatesTo: ["left-upper-arm"] }), place("left-buttock"))} />);
    expect(html).toContain("Pain map, version 3 (Painted by the patient):");
    expect(html).toContain("1. Left side of the chest; intensity 7 of 10; Sharp; For some days; Goes on to: Left upper arm");
    expect(html).toContain("2. Left buttock; intensity not said");
    expect(html).toMatch(/Left side of the chest: UBERON:0001443; Left upper arm: part of UBERON:0001460; Left buttock: no code; Sharp: HP:0025281/);
  });
});
