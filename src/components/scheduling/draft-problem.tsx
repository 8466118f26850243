"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { Button } from "@/components/kit/button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { DayView } from "@/core/scheduling/day";
import type { Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";

interface DraftProblemProps {
  error: DomainError | null;
  tools: DraftTools;
  day: DayView;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
}

/** Why it can't be: who is in the way until when, and the next free time to take with one press. */
export function DraftProblem({ error, tools, day, clock, nameOf }: DraftProblemProps) {
  const t = useTranslations("scheduling.booking");
  const say = useErrorWords();
  if (error === null) return null;
  const { draft } = tools;
  const { takenBy, until, hasNext, nextMs } = error.params ?? {};
  const inTheWay = day.appointments.find(({ id }) => id === takenBy);
  const fact =
    inTheWay !== undefined
      ? t("takenBy", { clinician: nameOf(inTheWay.clinicianId), name: inTheWay.patient.name, until: String(until) })
      : error.code === "scheduling.patient_busy" && draft.patient !== null && until !== "none"
        ? t("busyBy", { name: draft.patient.name, until: String(until) })
        : say(error);
  const next = hasNext === "yes" && typeof nextMs === "number" && draft.clinicianId !== null ? nextMs : null;
  return (
    <Banner
      kind="urgent"
      icon="error"
      live="assertive"
      fact={fact}
      action={
        next !== null && (
          <Button kind="text" onPress={() => tools.place(draft.clinicianId ?? "", next)}>
            {t("nextFree", { time: clock.time(next) })}
          </Button>
        )
      }
    />
  );
}
