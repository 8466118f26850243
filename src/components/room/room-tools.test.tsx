import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ElementList } from "@/components/anatomy/element-list";
import { ElementTwin } from "@/components/anatomy/element-twin";
import { ToolPanel } from "@/components/anatomy/tool-panel";
import { ToolRail } from "@/components/anatomy/tool-rail";
import { TurnPad } from "@/components/anatomy/turn-pad";
import type { MarkTools } from "@/components/anatomy/use-mark-tools";
import { ViewsPanel } from "@/components/anatomy/views-panel";
import { beginStroke, endStroke, goOnWithStroke, putArea, putMeasure, putPin } from "@/core/anatomy/elements";
import { manifestSchema } from "@/core/anatomy/manifest";
import { findModel } from "@/core/anatomy/models";
import { createFollowing } from "@/room/scene/following";
import { setLifeSize } from "@/room/life-size";
import { createManualClock } from "@/room/manual-clock";
import { keepViewNow } from "@/room/scene/kept-views";
import { present } from "@/room/scene/present";
import { createSoloScene } from "@/room/scene/solo";
import { ShowView } from "./show-view";
import { TogetherSign } from "./together-sign";

const nothing = (): void => undefined;
const control = {
  lookAt: nothing,
  pinPart: () => true,
  aim: nothing,
  back: nothing,
  closeLoop: () => true,
  stepBack: () => true,
  side: () => ({ aroundRad: 0, aboveRad: 0 }),
  lookFrom: nothing,
  pictures: async () => null,
};
const resting: MarkTools = {
  tool: null,
  pick: nothing,
  colour: "#7fb4e6",
  setColour: nothing,
  strong: null,
  setStrong: nothing,
  editing: null,
  edit: nothing,
  pending: 0,
  isViewsOpen: false,
  toggleViews: nothing,
  toursOf: null,
  control,
  isDue: true,
  onMade: nothing,
  onPending: nothing,
  onAway: nothing,
  away: nothing,
  onControl: nothing,
};

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const heart = findModel(manifestSchema.parse(read("public/models/manifest.json")), "heart");

/** A heart with a pin, a distance and a stroke on it, and a chosen part. */
function scene() {
  const clock = createManualClock();
  const made = createSoloScene(clock);
  made.dispatch(putPin("1-1", "heart", { structure: "mitral-valve", at: [0, 0, 0.05] }, "The leak is here"));
  made.dispatch(putMeasure("1-2", "heart", [0, 0, 0], [0, 0.034, 0]));
  const part = goOnWithStroke("1-3", 0, [[0, 0, 0], [0.01, 0, 0]]);
  made.dispatch([...beginStroke("1-3", "heart", "#7fb4e6"), ...(part ? [part] : []), endStroke("1-3", 1)]);
  made.dispatch({ register: "person/1/selection", value: { model: "heart", structure: "mitral-valve" } });
  clock.advance(100);
  return { scene: made, clock };
}

/** What a part looks like in words; a message that is missing or misused fails. */
function show(locale: string, node: ReactNode): string {
  const messages = Object.fromEntries(["anatomy", "room"].map((area) => [area, read(`messages/${locale}/${area}.json`)])) as AbstractIntlMessages;
  const errors: string[] = [];
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC" onError={(error) => errors.push(error.message)}>
      {node}
    </NextIntlClientProvider>,
  );
  expect(errors).toEqual([]);
  return html;
}

describe.each(["en", "es"])("tools and lists in %s", (locale) => {
  if (!heart) throw new Error("the heart is in the manifest");
  const shared = { model: heart, wording: "plain" } as const;

  it("ROOM-80, ROOM-81: every mark is in the list with its words, and the chosen one with what can be done to it", () => {
    const { scene: made } = scene();
    const list = (strong: string): string => show(locale, <ElementList {...shared} scene={made} tools={{ ...resting, strong }} mayEdit />);
    expect(list("1-1")).toContain("The leak is here");
    expect(list("1-2")).toContain("34 mm ± 1");
    // To turn to it, to change its words, to take it away; and three rows.
    expect(["1-1", "1-2", "1-3"].map((id) => list(id).match(/<button/g)?.length)).toEqual([6, 5, 5]);
  });

  it("every tool says how it is used, by pointer and by keys", () => {
    const { scene: made } = scene();
    for (const tool of ["pin", "measure", "angle", "area", "draw"] as const) {
      const html = show(locale, <ToolPanel {...shared} scene={made} tools={{ ...resting, tool }} />);
      expect(html).toContain(`data-tool="${tool}"`);
      expect(html.match(/role="status"/g)).toHaveLength(1);
      for (const layout of ["row", "column"] as const) {
        expect(show(locale, <ToolRail {...shared} scene={made} isPadOpen={false} onPad={nothing} marks={{ ...resting, tool, cutting: { view: null, toggle: nothing } }} layout={layout} />).match(/aria-pressed="true"/g)).toHaveLength(1);
      }
    }
    expect(show(locale, <ToolPanel {...shared} scene={made} tools={{ ...resting, editing: "1-1" }} />)).toContain('value="The leak is here"');
  });

  it("ANA-301, ANA-302, ANA-303: angles and areas are in the list with their error, and a loop says when it can be closed", () => {
    const { scene: made, clock } = scene();
    made.dispatch(putMeasure("1-4", "heart", [0.05, 0, 0], [0, 0, 0], [0, 0.05, 0]));
    made.dispatch(putArea("1-5", "heart", [[0, 0, 0], [0.03, 0, 0.02], [0.03, 0.02, 0], [0, 0.02, 0.02]]));
    clock.advance(100);
    const list = show(locale, <ElementList {...shared} scene={made} tools={resting} mayEdit />);
    expect(list).toContain("90° ± 2");
    expect(list).toMatch(/\d{3}\smm² ± \d+/);
    expect(list).toContain(locale === "en" ? "The loop is not flat" : "El contorno no es plano");
    const panel = (pending: number): string => show(locale, <ToolPanel {...shared} scene={made} tools={{ ...resting, tool: "area", pending }} />);
    expect([2, 3].map((pending) => panel(pending).includes("btn-filled"))).toEqual([false, true]);
    expect(show(locale, <ElementTwin {...shared} scene={made} />)).toContain("&quot;deg&quot;:90");
  });

  it("ANA-310, ANA-311: views are listed with their picture or their words, and what this person may do with them", () => {
    const { scene: made, clock } = scene();
    const panel = (mayEdit: boolean): string => show(locale, <ViewsPanel {...shared} scene={made} tools={{ ...resting, isViewsOpen: true }} mayEdit={mayEdit} />);
    expect(panel(true)).not.toContain("<li");
    made.dispatch({ register: "model/heart/xray", value: true });
    clock.advance(100);
    keepViewNow(made, { name: "See through", side: null, picture: null });
    keepViewNow(made, { name: "", side: null, picture: "/9j/4AAQ" });
    clock.advance(100);
    const html = panel(true);
    expect(html.match(/<li/g)).toHaveLength(2);
    expect(html).toContain("See through");
    expect(html).toContain(locale === "en" ? "View 2" : "Vista 2");
    expect(html).toContain('src="data:image/jpeg;base64,/9j/4AAQ"');
    expect(html).toContain('aria-current="true"');
    // Who looks on reads the list and presses nothing in it but the way out.
    expect(panel(false).match(/<button/g)).toHaveLength(1 + 2);
    made.dispatch({ register: "model/heart/xray", value: false });
    clock.advance(100);
    expect(panel(true)).not.toContain("aria-current");
  });

  it("ANA-306: the pad sizes the model as life, and says how sure the screen is of it", () => {
    const { scene: made } = scene();
    expect(show(locale, <TurnPad {...shared} scene={made} />)).toContain('aria-pressed="false"');
    setLifeSize(true);
    const html = show(locale, <TurnPad {...shared} scene={made} />);
    setLifeSize(false);
    expect(html).toContain('aria-pressed="true"');
    expect(html).toContain(locale === "en" ? "About life size" : "Más o menos tamaño real");
  });

  it("ROOM-49: who shows their view is told so, with the way to end it", () => {
    const { scene: made, clock } = scene();
    present(made, 1);
    clock.advance(100);
    expect(show(locale, <TogetherSign scene={made} following={createFollowing(made)} isClinician />)).toContain('data-together="own"');
    expect(show(locale, <ShowView scene={made} />)).toContain("checked");
  });
});
