"use client";

import { useTranslations } from "next-intl";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePage } from "@/components/kit/state-panel";
import { useRecordsBack } from "@/components/shell/use-records-away";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useModel } from "@/components/anatomy/use-model";
import { FIRST_MODEL } from "@/core/anatomy/models";
import "@/components/anatomy/scene.css";
import "@/components/anatomy/tools.css";
import "@/components/room/room.css";
import "@/components/room/room-tiles.css";
import type { VisitRoomProps } from "./room-props";
import { RoomView } from "./room-view";
import { useOpenVisit } from "./use-open-visit";

export { loadScene } from "./lazy-scene";

/** The room of a visit: comes in, shows it, and says what is wrong when it can't. */
export function VisitRoom(props: VisitRoomProps) {
  const t = useTranslations("room");
  const status = useTranslations("anatomy.status");
  const say = useErrorWords();
  const { opening, retry } = useOpenVisit(props.visitId, props.side !== "clinician");
  const model = useModel(FIRST_MODEL);
  useRecordsBack(opening.kind === "failed" && opening.error.kind === "unavailable", retry);
  if (opening.kind === "failed") {
    return (
      <div data-surface="room" data-connection="failed">
        <StatePage
          kind="error"
          title={t("failed.title")}
          actions={
            <>
              <PlainButton kind="filled" onPress={retry}>
                {t("failed.retry")}
              </PlainButton>
              <PlainButton kind="text" onPress={props.onLeft}>
                {t("failed.leave")}
              </PlainButton>
            </>
          }
        >
          {say(opening.error)}
        </StatePage>
      </div>
    );
  }
  if (model.state.kind === "failed") {
    return (
      <div data-surface="room" data-connection="failed">
        <StatePage
          kind="error"
          title={status("manifestTitle")}
          actions={
            <PlainButton kind="filled" onPress={model.retry}>
              {status("retry")}
            </PlainButton>
          }
        >
          {status("manifestWords")}
        </StatePage>
      </div>
    );
  }
  if (opening.kind === "entering" || model.state.kind === "loading") {
    return (
      <div data-surface="room" data-connection="entering" className="scene-ground">
        <StatePage kind="loading" title={t("entering.title")}>
          {t("entering.words")}
        </StatePage>
      </div>
    );
  }
  return <RoomView {...props} visit={opening.visit} first={model.state.model} onComeBack={retry} />;
}
