import { readFileSync } from "node:fs";
import { NextIntlClientProvider, type AbstractIntlMessages } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { TourContent } from "@/core/anatomy/tours";
import type { TourId } from "@/core/kit/ids";
import { createManualClock } from "@/room/manual-clock";
import { endTour, runningTour, showStop } from "@/room/scene/running-tour";
import { createSoloScene } from "@/room/scene/solo";
import { TourEditor } from "./tour-editor";
import { TourPlayer } from "./tour-player";
import { TourSign } from "./tour-sign";

const content: TourContent = {
  title: { en: "A valve that leaks", es: "" },
  stops: [
    { registers: {}, side: null, words: { en: "Here it leaks.", es: "Aquí pierde." }, picture: "/9j/4AAQ" },
    { registers: {}, side: null, words: { en: "Here it is mended.", es: "" }, picture: null },
  ],
};

function show(locale: string, node: ReactNode): string {
  const messages = Object.fromEntries(["anatomy", "errors"].map((area) => [area, JSON.parse(readFileSync(`messages/${locale}/${area}.json`, "utf8")) as AbstractIntlMessages]));
  const errors: string[] = [];
  const html = renderToStaticMarkup(
    <NextIntlClientProvider locale={locale} messages={messages} timeZone="UTC" onError={(error) => errors.push(error.message)}>
      {node}
    </NextIntlClientProvider>,
  );
  expect(errors).toEqual([]);
  return html;
}

describe.each(["en", "es"])("a tour in %s", (locale) => {
  it("ANA-322: is words and pictures without any 3D, says where one is, and what is in the other language says so", () => {
    const html = show(locale, <TourPlayer content={content} onClose={() => undefined} renderScene={() => null} />);
    expect(html).toContain(locale === "en" ? "Here it leaks." : "Aquí pierde.");
    expect(html).toContain('src="data:image/jpeg;base64,/9j/4AAQ"');
    expect(html).toContain(locale === "en" ? "Stop 1 of 2" : "Parada 1 de 2");
    expect(html.includes('lang="en"')).toBe(locale === "es");
    // At the first stop there is no way back, and the button says why.
    expect(html.match(/aria-disabled="true"/g)).toHaveLength(1);
  });

  it("ANA-320: who writes a tour has a title and words for each stop in both languages, its picture, and the views to add", () => {
    const scene = createSoloScene(createManualClock());
    const draft = { tourId: "00000000-0000-4000-8000-000000000000" as TourId, version: 2, content };
    const html = show(locale, <TourEditor scene={scene} draft={draft} views={[]} onClose={() => undefined} />);
    expect(html.match(/<textarea/g)).toHaveLength(4);
    expect(html).toContain('value="A valve that leaks"');
    expect(html).toContain(locale === "en" ? "Put it out of use" : "Dejar de usarlo");
    expect(html.match(/<li/g)).toHaveLength(2);
    scene.close();
  });

  it("ANA-323: the room reads the words of the stop that is shown, and none when the tour has ended", () => {
    const clock = createManualClock();
    const scene = createSoloScene(clock);
    expect(show(locale, <TourSign scene={scene} isClinician={false} />)).toBe("");
    scene.dispatch({ register: "room/tour", value: { title: content.title, n: 2, of: 2, words: { en: "Here it is mended.", es: "" } } });
    clock.advance(100);
    const html = show(locale, <TourSign scene={scene} isClinician={false} />);
    expect(html).toContain("Here it is mended.");
    expect(html.includes('lang="en"')).toBe(locale === "es");
    expect(html).not.toContain("<button");
    scene.dispatch({ register: "room/tour", value: null });
    clock.advance(100);
    expect(show(locale, <TourSign scene={scene} isClinician={false} />)).toBe("");
    scene.close();
  });

  it("ANA-323: who shows a tour goes on and back, each stop the scene as it was saved; a page that came later can end it", () => {
    const clock = createManualClock();
    const scene = createSoloScene(clock);
    const looked: number[] = [];
    const tour = { content: { ...content, stops: [content.stops[0]!, { ...content.stops[1]!, registers: { "model/heart/xray": true }, side: { aroundRad: 1, aboveRad: 0 } }] }, lookFrom: ({ aroundRad }: { aroundRad: number }) => void looked.push(aroundRad) };
    const sign = (): string => show(locale, <TourSign scene={scene} isClinician />);
    expect(showStop(scene, tour, 0)).toBe(true);
    expect(showStop(scene, tour, 1)).toBe(true);
    expect(showStop(scene, tour, 2)).toBe(false);
    clock.advance(100);
    expect([scene.get("model/heart/xray"), scene.get("room/tour")?.n, looked]).toEqual([true, 2, [1]]);
    expect(sign().match(/<button/g)).toHaveLength(1);
    scene.undo();
    clock.advance(100);
    expect(scene.get("model/heart/xray")).toBeNull();
    expect(runningTour.get()?.at).toBe(1);
    endTour(scene);
    clock.advance(100);
    expect(sign()).toBe("");
    scene.close();
  });
});
