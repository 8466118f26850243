import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { holdAt } from "@/core/anatomy/beating";
import { bendTo } from "@/core/anatomy/bending";
import { conditionListSchema } from "@/core/anatomy/condition-manifest";
import { structuresWith } from "@/core/anatomy/conditions";
import type { InsideView } from "@/core/anatomy/cutting";
import { presetCut, pullApart, setCut } from "@/core/anatomy/cuts";
import { manifestSchema } from "@/core/anatomy/manifest";
import { findModel, findStructure } from "@/core/anatomy/models";
import { createSectioner, sliceOf } from "@/core/anatomy/sectioner";
import { setColour, setOpacity, SHADES } from "@/core/anatomy/shades";
import { BEAT_PHASES, cycleAt, spanOf } from "@/core/anatomy/heartbeat";
import { createManualClock } from "@/room/manual-clock";
import { keepConditioned } from "@/room/models/conditioned";
import { createSoloScene } from "@/room/scene/solo";
import { BeatControls } from "./beat-controls";
import { BendControls } from "./bend-controls";
import { ConditionSign } from "./condition-sign";
import { InsidePanel } from "./inside-panel";
import { PartLooks } from "./part-looks";
import { RowLooks } from "./row-looks";
import type { CuttingTools } from "./use-cutting";

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const heart = findModel(manifestSchema.parse(read("public/models/manifest.json")), "heart");
const wall = heart && findStructure(heart, "left-ventricle");
if (!heart || !wall) throw new Error("the heart is in the manifest");

const nothing = (): void => undefined;

/** A box of that half size. */
function box(id: string, half: number) {
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((i) => [i & 1 ? half : -half, i & 2 ? half : -half, i & 4 ? half : -half]);
  const sides = [[1, 3, 7, 5], [0, 4, 6, 2], [2, 6, 7, 3], [0, 1, 5, 4], [4, 5, 7, 6], [0, 2, 3, 1]];
  return { id, positions: corners, index: sides.flatMap(([a = 0, b = 0, c = 0, d = 0]) => [a, b, c, a, c, d]) };
}

/** A heart that is cut from the front; its wall is a box with a smaller one in it. */
function open(view: InsideView) {
  const clock = createManualClock();
  const scene = createSoloScene(clock);
  scene.dispatch([setCut(0, presetCut("frontal")), pullApart(heart!, 0)]);
  scene.dispatch({ register: "person/1/selection", value: { model: "heart", structure: "left-ventricle" } });
  clock.advance(100);
  const sectioner = createSectioner([box("aortic-valve", Math.sqrt(9e-5) / 2), box("left-ventricle", 0.03)]);
  const slice = sliceOf(heart!, (register) => scene.get(register), 0, sectioner);
  const cutting: CuttingTools = { view, toggle: nothing, index: 0, pick: nothing, slice, onSlice: nothing, shape: { bulkOf: sectioner.bulkOf, face: nothing }, onShape: nothing, close: nothing };
  return { scene, cutting };
}

/** What a part looks like in words; a message that is missing or misused fails. */
function show(locale: string, node: ReactNode): string {
  const messages = { anatomy: read(`messages/${locale}/anatomy.json`) } as AbstractIntlMessages;
  const errors: string[] = [];
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC" onError={(error) => errors.push(error.message)}>
      {node}
    </NextIntlClientProvider>,
  );
  expect(errors).toEqual([]);
  return html;
}

describe.each(["en", "es"])("looking inside, in %s", (locale) => {
  it("ANA-108: the cut is a flat picture with names and areas, the smaller over the larger, and every way to move it has a name", () => {
    const { scene, cutting } = open("cut");
    const html = show(locale, <InsidePanel scene={scene} model={heart} wording="clinical" cutting={cutting} />);
    expect(html).toContain('data-slice="left-ventricle aortic-valve"');
    for (const area of ["36 cm²", "90 mm²"]) expect(html).toContain(area);
    expect(html.match(/<g data-part=/g)).toHaveLength(2);
    // Looked at from the front, the patient's left is to the right.
    expect(html).toMatch(locale === "en" ? /to the right, left; at the top, top/ : /a la derecha, izquierda; en lo alto, arriba/);
    expect(html.match(/type="range"/g)).toHaveLength(3);
    expect(html.match(/aria-valuetext="[^"]+"/g)).toHaveLength(3);
  });

  it("ANA-400, ANA-406: each moment of the beat is named and told in words, for both kinds of reader", () => {
    const { scene } = open("motion");
    const html = (wording: "plain" | "clinical") => show(locale, <BeatControls scene={scene} model={heart} wording={wording} />);
    expect(html("plain")).toContain('data-phase="atrial-systole"');
    const said = new Set<string>();
    for (const phase of BEAT_PHASES) {
      const [from, to] = spanOf(cycleAt(70), phase);
      scene.dispatch(holdAt(heart, null, (from + to) / 2, 1));
      for (const wording of ["plain", "clinical"] as const) {
        const shown = html(wording);
        expect(shown).toContain(`data-phase="${phase}"`);
        said.add(/<p class="tool-hint">([^<]+)<\/p><\/div>/.exec(shown)?.[1] ?? "");
      }
    }
    expect(said.size).toBe(BEAT_PHASES.length);
    expect(show(locale, <BeatControls scene={scene} model={{ ...heart, id: "kidney" }} wording="plain" />)).not.toContain("range");
  });

  it("ANA-416: every angle of the knee is reached by a slider or a press and told in words, and another model does not bend", () => {
    const { scene } = open("motion");
    const knee = { ...heart, id: "knee" };
    const said = new Set<string>();
    for (const angle of [0, 20, 80, 120]) {
      scene.dispatch(bendTo(knee, angle));
      const html = show(locale, <BendControls scene={scene} model={knee} />);
      expect(html).toContain(`data-bent="${angle}"`);
      expect(html).toMatch(/type="range"[^>]* min="0" max="120" step="1"/);
      expect(html.match(/aria-pressed=/g)).toHaveLength(5);
      said.add(/aria-live="polite"><p class="tool-hint">([^<]+)</.exec(html)?.[1] ?? "");
    }
    expect(said.size).toBe(4);
    expect(show(locale, <BendControls scene={scene} model={heart} />)).not.toContain("range");
  });

  it("ANA-422: what a model has is a name, a grade and a sentence, and says that it is nobody's body; a healthy one says nothing", () => {
    const { scene } = open("condition");
    const list = conditionListSchema.parse(read("public/models/heart/conditions.json"));
    expect(show(locale, <ConditionSign scene={scene} model={heart} wording="plain" />)).toBe("");
    for (const condition of list.conditions)
      for (const grade of condition.grades) {
        const model = { ...heart, structures: structuresWith(heart, grade) };
        keepConditioned(model, { healthy: heart, condition, grade, files: new Map() });
        const [own, other] = locale === "en" ? (["en", "es"] as const) : (["es", "en"] as const);
        const html = show(locale, <ConditionSign scene={scene} model={model} wording="plain" />);
        for (const words of [condition.plain, grade.plain, grade.says]) expect(html).toContain(words[own].replaceAll("'", "&#x27;"));
        expect(html).not.toContain(grade.says[other]);
      }
  });

  it("ANA-106: how far the parts stand apart is a slider and three presses", () => {
    const { scene, cutting } = open("apart");
    const html = show(locale, <InsidePanel scene={scene} model={heart} wording="plain" cutting={cutting} />);
    expect(html.match(/type="range"/g)).toHaveLength(1);
    expect(html.match(/aria-pressed="true"/g)).toHaveLength(1);
  });

  it("ANA-107: a colour has a name and a pattern wherever it is listed, and an unknown one is told too", () => {
    const { scene } = open("cut");
    scene.dispatch([setColour(heart, wall.id, "#1f9d76"), setOpacity(heart, wall, 0.4)]);
    const html = show(locale, <PartLooks scene={scene} model={heart} structure={wall} />);
    expect(html.match(/type="radio"/g)).toHaveLength(SHADES.length + 1);
    expect(html.match(/checked=""/g)).toHaveLength(1);
    expect(html).toContain(locale === "en" ? 'aria-valuetext="40%"' : 'aria-valuetext="40');
    for (const { colour } of SHADES) expect(show(locale, <RowLooks colour={colour} />)).toContain("shade-mark");
    expect(show(locale, <RowLooks colour="#123456" />)).toContain(locale === "en" ? "Another colour" : "Otro color");
  });
});
