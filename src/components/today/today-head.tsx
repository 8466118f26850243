import { useTranslations } from "next-intl";
import type { Clock } from "@/components/scheduling/use-clock";
import type { TodayView } from "@/core/scheduling/day";
import { freeGaps, minutesBehind, placeOf, waitingQueue } from "@/core/scheduling/queue";

interface TodayHeadProps {
  view: TodayView;
  nowMs: number;
  clock: Clock;
}

/** How the day stands, as a sentence. */
export function TodayHead({ view, nowMs, clock }: TodayHeadProps) {
  const t = useTranslations("scheduling.today");
  const waiting = waitingQueue(view.visits);
  const behind = minutesBehind(view.visits, nowMs);
  const isOpen = (state: string) => state !== "ended" && state !== "missed";
  const gap = freeGaps(view.visits.filter(({ state }) => isOpen(state)), nowMs)[0];
  const next = view.visits.find((visit) => placeOf(visit, nowMs) === "later");
  const words =
    behind > 0
      ? [t("behind", { minutes: behind }), gap ? t("catchUp", { time: clock.time(gap.startsAtMs) }) : ""].join(" ")
      : next
        ? t("next", { name: next.patient.name, time: clock.time(next.startsAtMs) })
        : view.visits.length > 0
          ? t("noMore")
          : "";
  return (
    <header>
      <h1 className="text-h1">{t("waitingTitle", { count: waiting.length })}</h1>
      {words !== "" && <p className="mt-0.5 text-ink2">{words}</p>}
    </header>
  );
}
