"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { SelectField } from "@/components/kit/field";
import type { DomainError } from "@/core/kit/errors";
import type { PracticeOverview } from "@/core/practice/overview";
import type { DayView } from "@/core/scheduling/day";
import type { Draft } from "./draft";
import { DraftProblem } from "./draft-problem";
import type { Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";
import { WhenFields } from "./when-fields";

interface MovePanelProps {
  tools: DraftTools;
  day: DayView;
  practice: PracticeOverview;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
  date: string;
  onDate: (date: string) => void;
  onMove: (draft: Draft, day: DayView) => Promise<DomainError | null>;
  onLeave: () => void;
}

/** Another time or clinician for an appointment; the old place stays drawn until it is done. */
export function MovePanel({ tools, day, practice, clock, nameOf, date, onDate, onMove, onLeave }: MovePanelProps) {
  const t = useTranslations("scheduling.change");
  const tb = useTranslations("scheduling.booking");
  const { draft, judged, set } = tools;
  const [refusal, setRefusal] = useState<{ error: DomainError; of: Draft } | null>(null);
  const [isPending, setPending] = useState(false);
  const { moving } = draft;
  if (moving === null) return null;
  const move = async () => {
    setPending(true);
    const error = await onMove(draft, day);
    setPending(false);
    if (error === null) tools.reset();
    else setRefusal({ error, of: draft });
  };
  const isSame = judged.wanted?.startsAtMs === moving.startsAtMs && draft.clinicianId === moving.clinicianId;
  const unready = judged.wanted === null || isSame ? tb("needTime") : judged.error === null ? undefined : tb("taken");
  return (
    <section aria-labelledby="move-title" className="flex flex-col gap-4">
      <div>
        <h2 id="move-title" className="text-h3">
          {t("moveTitle", { name: moving.patient.name })}
        </h2>
        <p className="mt-1 text-small text-ink2">{t("moveHelp")}</p>
      </div>
      <SelectField
        label={tb("with")}
        value={draft.clinicianId ?? ""}
        onChange={(clinicianId) => set({ clinicianId })}
        options={practice.clinicians.filter(({ mayBook }) => mayBook).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <WhenFields tools={tools} date={date} onDate={onDate} />
      <DraftProblem
        error={refusal?.of === draft ? refusal.error : judged.error}
        tools={tools}
        day={day}
        clock={clock}
        nameOf={nameOf}
      />
      <div className="flex flex-wrap gap-2">
        <Button kind="filled" pending={isPending} unready={unready} onPress={() => void move()}>
          {t("moveTo", { time: judged.wanted === null ? "" : clock.time(judged.wanted.startsAtMs) })}
        </Button>
        <Button kind="quiet" onPress={onLeave}>
          {t("leave", { time: clock.time(moving.startsAtMs) })}
        </Button>
      </div>
    </section>
  );
}
