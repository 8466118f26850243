"use client";

import { Container, Text } from "@react-three/uikit";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { listViews } from "@/core/anatomy/views";
import { isShowing, keepViewNow, showKeptView } from "@/room/scene/kept-views";
import type { SceneTools } from "../elements/scene-tools";
import type { SharedScene } from "../stage/stage-view";
import { useSceneVersion } from "../use-scene-version";
import { GAP, MenuButton, Panel } from "./headset-panel";
import { HeadsetTours } from "./headset-tours";

/** Views on the board at once. */
const PAGE = 6;
const MOST_CHARS = 22;
const short = (text: string): string => (text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS - 1).trimEnd()}…` : text);

/** The kept views, each brought back by a press. The person stays where they stand: only the scene changes. */
export function HeadsetViews({ scene, tools }: { scene: SharedScene; tools: SceneTools }) {
  const t = useTranslations("anatomy.canvas");
  const words = useTranslations("anatomy.views");
  useSceneVersion(scene, "*");
  const [page, setPage] = useState(0);
  const [fault, setFault] = useState<string | null>(null);
  const [isTours, setTours] = useState(false);
  const tours = useTranslations("anatomy.tours");
  const views = listViews(scene.state, scene.actor);
  const pages = Math.max(1, Math.ceil(views.length / PAGE));
  const first = (page % pages) * PAGE;
  const keep = (): void => {
    const kept = keepViewNow(scene, { name: words("unnamed", { n: views.length + 1 }), side: tools.control?.side() ?? null, picture: null });
    setFault(typeof kept === "string" ? words(`faults.${kept}`) : null);
  };
  if (isTours && tools.toursOf !== null) return <HeadsetTours scene={scene} tools={tools} visitId={tools.toursOf} onBack={() => setTours(false)} />;
  return (
    <Panel standsOn widthMm={3 * 120 + 2 * GAP + 40}>
      <Text fontSize={15}>{fault ?? (views.length === 0 ? t("viewsEmpty") : words("title"))}</Text>
      {views.length > 0 && (
        <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
          {views.slice(first, first + PAGE).map((view, i) => (
            <MenuButton
              key={view.id}
              widthMm={120}
              word={short(view.name || words("unnamed", { n: first + i + 1 }))}
              isOn={view.isWhole && isShowing(scene, view)}
              onPress={() => {
                const why = view.isWhole ? showKeptView(scene, view) : null;
                setFault(why === null ? null : words(`faults.${why}`));
              }}
            />
          ))}
        </Container>
      )}
      <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
        <MenuButton widthMm={120} word={t("keepView")} onPress={keep} />
        {pages > 1 && <MenuButton widthMm={120} word={t("viewsMore")} onPress={() => setPage(page + 1)} />}
        {tools.toursOf !== null && <MenuButton widthMm={120} word={tours("title")} onPress={() => setTours(true)} />}
        <MenuButton widthMm={120} word={t("back")} onPress={tools.toggleViews} />
      </Container>
    </Panel>
  );
}
