"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { IconButton } from "@/components/kit/icon-button";
import { PlainButton } from "@/components/kit/plain-button";
import type { VisitId } from "@/core/kit/ids";
import { figuresOf, type Figure } from "@/room/replay/figures";
import { createReplay, type Replay, type VisitLog } from "@/room/replay/replay";
import type { SceneReplica } from "@/room/scene/replica";
import { KeepMoment, type KeepMomentProps } from "./keep-moment";
import { MomentsPart } from "./moments-part";
import { ReadLogPart } from "./read-log-part";
import { ReplayControls } from "./replay-controls";
import { useMoments } from "./use-moments";
import "./replay.css";

/** What the picture shows while somebody looks back. */
export interface Past {
  readonly scene: SceneReplica;
  readonly people: readonly Figure[];
}

interface RoomPastProps extends Pick<KeepMomentProps, "capture"> {
  readonly visitId: VisitId;
  /** The picture is to show this; null: the room as it is now. */
  readonly onPast: (past: Past | null) => void;
  readonly onClose: () => void;
}

/** In the room: what happened so far, and looking at a moment of it. The others' scene goes on as it is (ROOM-85). */
export function RoomPast({ onClose, ...props }: RoomPastProps) {
  const t = useTranslations("replay.room");
  const root = useRef<HTMLElement>(null);
  const [reading, setReading] = useState(0);
  useEffect(() => {
    const before = document.activeElement;
    const section = root.current;
    const onKey = (event: KeyboardEvent): void => {
      // A dialog inside closes first, by itself.
      if (event.key === "Escape" && !event.defaultPrevented && !section?.querySelector("dialog[open]")) onClose();
    };
    section?.focus();
    section?.addEventListener("keydown", onKey);
    return () => {
      section?.removeEventListener("keydown", onKey);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [onClose]);
  return (
    <section ref={root} tabIndex={-1} className="scene-panel room-past" aria-labelledby="room-past">
      <span data-covers="left" className="room-past-beside" />
      <span data-covers="bottom" className="room-past-below" />
      <header className="flex items-center gap-2 ps-4 pe-1 pt-1">
        <h2 id="room-past" className="me-auto text-h3">
          {t("title")}
        </h2>
        <PlainButton kind="text" onPress={() => setReading((n) => n + 1)}>
          {t("newest")}
        </PlainButton>
        <IconButton icon="close" label={t("close")} onPress={onClose} />
      </header>
      <ReadLogPart key={reading} visitId={props.visitId}>
        {(log) => <Told log={log} {...props} />}
      </ReadLogPart>
    </section>
  );
}

/** Whether the reader looks at a moment: from the first move through time until they go back to now. */
function useLooking(replay: Replay, log: VisitLog, onPast: RoomPastProps["onPast"]): { isLooking: boolean; leave: () => void } {
  const [isLooking, setLooking] = useState(false);
  useEffect(() => {
    let before = replay.player.state.get();
    return replay.player.state.subscribe(() => {
      const now = replay.player.state.get();
      if (now.atMs !== before.atMs || now.isPlaying) setLooking(true);
      before = now;
    });
  }, [replay]);
  useEffect(() => {
    if (!isLooking) return undefined;
    onPast({ scene: replay.scene, people: figuresOf(log) });
    return () => onPast(null);
  }, [isLooking, replay, log, onPast]);
  const leave = useCallback(() => {
    replay.player.pause();
    setLooking(false);
  }, [replay]);
  return { isLooking, leave };
}

function Told({ log, visitId, capture, onPast }: { log: VisitLog } & Omit<RoomPastProps, "onClose">) {
  const t = useTranslations("replay.room");
  const [replay] = useState(() => createReplay(log));
  const moments = useMoments(replay, log);
  useEffect(() => () => replay.close(), [replay]);
  const { isLooking, leave } = useLooking(replay, log, onPast);
  return (
    <>
      <div className="room-past-state" data-looking-back={isLooking || undefined}>
        <p role="status">{isLooking ? <Looking replay={replay} /> : t("hint")}</p>
        {isLooking && (
          <div className="flex flex-wrap gap-2">
            <PlainButton kind="filled" icon="back" onPress={leave}>
              {t("now")}
            </PlainButton>
            <KeepMoment visitId={visitId} nextNumber={1} replay={replay} capture={capture} />
          </div>
        )}
      </div>
      <MomentsPart log={log} player={replay.player} moments={moments} isDone />
      <ReplayControls player={replay.player} moments={moments} />
    </>
  );
}

/** Which moment the picture shows. Said when it stands: while it plays, each second would be read aloud. */
function Looking({ replay }: { replay: Replay }) {
  const t = useTranslations("replay.room");
  const format = useFormatter();
  const [said, setSaid] = useState({ atMs: replay.momentMs(), isPlaying: replay.player.state.get().isPlaying });
  useEffect(
    () =>
      replay.player.state.subscribe(() => {
        const { isPlaying } = replay.player.state.get();
        setSaid((now) => (isPlaying && now.isPlaying ? now : { atMs: replay.momentMs(), isPlaying }));
      }),
    [replay],
  );
  if (said.isPlaying) return t("playing");
  return t("looking", { time: format.dateTime(said.atMs, { hour: "2-digit", minute: "2-digit", second: "2-digit" }) });
}
