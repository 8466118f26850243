"use client";

import { Container, Text } from "@react-three/uikit";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import type { BothWords, TourInList } from "@/core/anatomy/tours";
import type { VisitId } from "@/core/kit/ids";
import { registers } from "@/core/room/registers";
import { beginTour, endTour, listTours, runningTour, showStop } from "@/room/scene/running-tour";
import type { SceneTools } from "../elements/scene-tools";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { BoardWords } from "./board-words";
import { GAP, MenuButton, Panel } from "./headset-panel";

const MOST_CHARS = 22;
const short = (text: string): string => (text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS - 1).trimEnd()}…` : text);
/** Tours on the board at once. */
const PAGE = 6;

function useSaid(): (words: BothWords) => string {
  const isSpanish = useLocale().startsWith("es");
  return ({ en, es }) => (isSpanish ? es || en : en || es);
}

/** What is said at the tour's stop that the clinician shows; for who shows it, with the way on. */
export function HeadsetTourSign({ scene }: { scene: SharedScene }) {
  const t = useTranslations("anatomy.tours");
  const said = useSaid();
  useSceneVersion(scene, registers.tour);
  const running = useSyncExternalStore(runningTour.subscribe, runningTour.get, runningTour.get);
  const sign = scene.get(registers.tour);
  if (!sign) return null;
  const isClinician = scene.state.bench.seats.get(scene.actor)?.role === "clinician";
  const last = (running?.content.stops.length ?? 0) - 1;
  return (
    <group position={[0, 0.26, 0]}>
      <Panel standsOn widthMm={420}>
        <BoardWords fontSize={13} color="#c3c4c0">
          {`${said(sign.title)} · ${t("place", { n: sign.n, of: sign.of })}`}
        </BoardWords>
        <BoardWords fontSize={17} lineHeight={1.4}>
          {said(sign.words)}
        </BoardWords>
        {isClinician && (
          <Container flexDirection="row" gap={GAP}>
            {running && running.at > 0 && <MenuButton widthMm={110} word={t("back")} onPress={() => showStop(scene, running, running.at - 1)} />}
            {running && running.at < last && <MenuButton widthMm={110} word={t("next")} onPress={() => showStop(scene, running, running.at + 1)} />}
            <MenuButton widthMm={110} word={t("end")} onPress={() => endTour(scene)} />
          </Container>
        )}
      </Panel>
    </group>
  );
}

interface HeadsetToursProps {
  readonly scene: SharedScene;
  readonly tools: SceneTools;
  readonly visitId: VisitId;
  readonly onBack: () => void;
}

/** The practice's tours, to begin one from inside the headset. */
export function HeadsetTours({ scene, tools, visitId, onBack }: HeadsetToursProps) {
  const t = useTranslations("anatomy.tours");
  const canvas = useTranslations("anatomy.canvas");
  const said = useSaid();
  const [tours, setTours] = useState<readonly TourInList[] | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const [page, setPage] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    void listTours(leaving.signal).then((answer) => {
      if (leaving.signal.aborted) return;
      setFailed(!answer.ok);
      if (answer.ok) setTours(answer.value.tours);
    });
    return () => leaving.abort();
  }, []);
  const begin = async (tourId: TourInList["tourId"]): Promise<void> => {
    const answer = await beginTour(visitId, tourId);
    const isShown = answer.ok && showStop(scene, { content: answer.value.content, lookFrom: (side) => tools.control?.lookFrom(side) }, 0);
    setFailed(!isShown);
    if (isShown) tools.toggleViews();
  };
  const pages = Math.max(1, Math.ceil((tours?.length ?? 0) / PAGE));
  const first = (page % pages) * PAGE;
  return (
    <Panel standsOn widthMm={3 * 120 + 2 * GAP + 40}>
      <Text fontSize={15}>{hasFailed ? t("failed") : tours?.length === 0 ? t("none") : t("title")}</Text>
      {tours !== null && tours.length > 0 && (
        <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
          {tours.slice(first, first + PAGE).map((tour) => (
            <MenuButton key={tour.tourId} widthMm={120} word={short(said(tour.title))} onPress={() => void begin(tour.tourId)} />
          ))}
        </Container>
      )}
      <Container flexDirection="row" gap={GAP}>
        {pages > 1 && <MenuButton widthMm={120} word={canvas("viewsMore")} onPress={() => setPage(page + 1)} />}
        <MenuButton widthMm={120} word={canvas("back")} onPress={onBack} />
      </Container>
    </Panel>
  );
}
