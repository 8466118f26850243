"use client";

import { useEffect, useState, type ReactNode } from "react";
import type { VisitId } from "@/core/kit/ids";
import { createReplay, type Replay, type VisitLog } from "@/room/replay/replay";
import { MomentsPart } from "./moments-part";
import { ReadLogPart } from "./read-log-part";
import { ReplayControls } from "./replay-controls";
import { useMoments } from "./use-moments";

interface ReplayViewProps {
  readonly visitId: VisitId;
  /** Zone in which times are told. */
  readonly zone: string;
  /** Draws the scene: in three dimensions, where the page can. */
  readonly renderScene: (replay: Replay, log: VisitLog) => ReactNode;
  /** What can be done with the moment that is shown. */
  readonly renderKeep: (replay: Replay) => ReactNode;
}

/** A visit looked at again: the scene, time that can be moved, and who did what. */
export function ReplayView({ visitId, ...props }: ReplayViewProps) {
  return <ReadLogPart visitId={visitId}>{(log) => <Played log={log} {...props} />}</ReadLogPart>;
}

function Played({ log, zone, renderScene, renderKeep }: { log: VisitLog } & Omit<ReplayViewProps, "visitId">) {
  const [replay] = useState(() => createReplay(log));
  const moments = useMoments(replay, log);
  useEffect(() => () => replay.close(), [replay]);
  return (
    <div className="replay-grid">
      <div className="replay-stage">{renderScene(replay, log)}</div>
      <ReplayControls player={replay.player} moments={moments}>
        {renderKeep(replay)}
      </ReplayControls>
      <MomentsPart log={log} player={replay.player} moments={moments} zone={zone} />
    </div>
  );
}
