"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "@/components/kit/icon-button";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { listViews, type SavedView } from "@/core/anatomy/views";
import { registers } from "@/core/room/registers";
import { isShowing, keepViewNow, showKeptView, type ViewFault } from "@/room/scene/kept-views";
import type { SceneReplica } from "@/room/scene/replica";
import { keepLargePicture } from "@/room/scene/view-pictures";
import type { MarkTools } from "./use-mark-tools";
import { useLater } from "./use-later";
import { useSceneVersion } from "./use-scene";
import { ViewRow } from "./view-row";
import "./marks.css";

const ToursPart = dynamic(() => import("@/components/tours/tours-part").then((module) => module.ToursPart), { ssr: false });

interface ViewsPanelProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly tools: MarkTools;
  readonly mayEdit: boolean;
}

/** Views that were kept in this room: each brings back the very same scene, for everybody. */
export function ViewsPanel({ scene, model, tools, mayEdit }: ViewsPanelProps) {
  const t = useTranslations("anatomy.views");
  // An own edit is heard of a frame before it is in the state.
  useLater(useSceneVersion(scene, "view/", registers.viewOrder, registers.policy, "model/", "cut/", registers.model));
  const views = listViews(scene.state, scene.actor);
  const [opened, setOpened] = useState<string | null>(null);
  const [isKeeping, setKeeping] = useState(false);
  const nameOf = (view: SavedView): string => view.name || t("unnamed", { n: views.indexOf(view) + 1 });
  const say = (fault: ViewFault): void => announce(t(`faults.${fault}`), { urgent: true });

  const keep = async (): Promise<void> => {
    if (isKeeping) return;
    setKeeping(true);
    const pictures = (await tools.control?.pictures()) ?? null;
    setKeeping(false);
    const name = t("unnamed", { n: views.length + 1 });
    const kept = keepViewNow(scene, { name, side: tools.control?.side() ?? null, picture: pictures?.small ?? null });
    if (typeof kept === "string") return say(kept);
    if (pictures) keepLargePicture(scene.state, kept.id, pictures.large);
    announce(t("kept", { name }));
  };
  const show = (view: SavedView): void => {
    const fault = showKeptView(scene, view);
    if (fault) return say(fault);
    if (view.side) tools.control?.lookFrom(view.side);
    announce(t("shown", { name: nameOf(view) }));
  };
  const close = (): void => {
    tools.control?.back();
    tools.toggleViews();
  };
  return (
    <section className="tool-panel" aria-label={t("title")}>
      <div className="flex items-center gap-2">
        <h2 className="flex-1 ps-1.5 text-h3">{t("title")}</h2>
        <IconButton icon="close" label={t("close")} onPress={close} />
      </div>
      {mayEdit && (
        <PlainButton kind="filled" icon="view" pending={isKeeping} onPress={() => void keep()}>
          {t("keep")}
        </PlainButton>
      )}
      {views.length === 0 ? (
        <p className="tool-hint">{t(mayEdit ? "empty" : "emptyLooksOn")}</p>
      ) : (
        <ol className="view-list" aria-label={t("title")}>
          {views.map((view) => (
            <ViewRow
              key={view.id}
              scene={scene}
              model={model}
              view={view}
              views={views}
              name={nameOf(view)}
              isShown={view.isWhole && isShowing(scene, view)}
              mayShow={mayEdit && view.isWhole}
              mayOrder={mayEdit}
              isOpen={opened === view.id}
              onOpen={() => setOpened(opened === view.id ? null : view.id)}
              onShow={() => show(view)}
              onRemoved={() => showToast({ text: t("removed"), undo: { word: t("undo"), run: () => void scene.undo() } })}
            />
          ))}
        </ol>
      )}
      {tools.toursOf !== null && <ToursPart visitId={tools.toursOf} scene={scene} tools={tools} views={views} />}
    </section>
  );
}
