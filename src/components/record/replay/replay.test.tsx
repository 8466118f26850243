import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import en from "../../../../messages/en/replay.json";
import es from "../../../../messages/es/replay.json";
import { DEEDS } from "@/core/room/moments";
import type { VisitId } from "@/core/kit/ids";
import { createManualClock } from "@/room/manual-clock";
import { createPlayer } from "@/room/replay/player";
import { createReplay, type Replay, type VisitLog } from "@/room/replay/replay";
import { MomentList } from "./moment-list";
import { ReplayControls } from "./replay-controls";
import { ReplayView } from "./replay-view";
import { useMoments } from "./use-moments";

const START = Date.UTC(2026, 10, 26, 9, 0, 0);
const log: VisitLog = {
  startMs: START,
  erased: false,
  people: [{ actor: 1, person: 1, role: "clinician", part: null, name: "Dr. Ines Moreau", actsFor: null }],
  entries: [{ op: { actor: 1, seq: 1, lamport: 1, register: "model/heart/xray", value: true }, atMs: START + 65_000, isVoid: false, relayedBy: null }],
};

/** A replay in which every deed was done, with and without a structure, by somebody known and somebody not. */
function everything(): Replay {
  const replay = createReplay(log, createManualClock());
  const moments = DEEDS.flatMap((deed, at) =>
    [[], ["aorta"], ["aorta", "left-ventricle", "septum"]].map((structures, n) => ({
      atMs: START + at * 1000, untilMs: START + at * 1000, first: at * 3 + n, last: at * 3 + n, playMs: at * 1000, doneMs: at * 1000,
      actor: n + 1, deed, model: "heart", structures, isVoid: n === 1, relayedBy: n === 2 ? 1 : null,
    })),
  );
  return { ...replay, moments, player: createPlayer(600_000, createManualClock(), () => undefined) };
}

function Shown({ replay }: { replay: Replay }) {
  const moments = useMoments(replay, log);
  return (
    <>
      <ReplayControls player={replay.player} moments={moments} />
      <MomentList player={replay.player} moments={moments} zone="Europe/Zurich" />
    </>
  );
}

describe.each([["en", en], ["es", es]] as const)("a replay in %s", (locale, replay) => {
  const render = (children: React.ReactNode) =>
    renderToStaticMarkup(
      <NextIntlClientProvider locale={locale} timeZone="UTC" messages={{ replay }} onError={(error) => { throw error; }}>
        {children}
      </NextIntlClientProvider>,
    );

  it("ROOM-56: has words for everything that somebody can do, and says which did not count and which were handed in", () => {
    const html = render(<Shown replay={everything()} />);
    expect(html.match(/<li>/g)).toHaveLength(DEEDS.length * 3);
    expect(html).toContain("Dr. Ines Moreau");
    expect(html).toContain(replay.somebody);
    expect(html).toContain(replay.void.split("'")[0]);
    expect(html).toContain("10:00:05");
    expect(html).not.toMatch(/replay\.|\{|undefined|NaN/);
  });

  it("says that it reads what was done, and what there is to hear and to press", () => {
    expect(render(<ReplayView visitId={"00000000-0000-4000-8000-000000000000" as VisitId} zone="UTC" renderScene={() => null} renderKeep={() => null} />)).toContain(replay.loading);
    const html = render(<Shown replay={createReplay(log, createManualClock())} />);
    expect(html).toContain(`aria-label="${replay.time}"`);
    expect(html).toContain("0:00");
    expect(html).toContain("1:06");
    expect(html).toContain(replay.play);
  });
});
