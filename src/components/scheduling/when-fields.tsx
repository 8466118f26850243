"use client";

import { useTranslations } from "next-intl";
import { TextField } from "@/components/kit/field";
import { LazyDatePicker } from "@/components/kit/lazy-date-picker";
import type { DraftTools } from "./use-draft";

interface WhenFieldsProps {
  tools: DraftTools;
  date: string;
  onDate: (date: string) => void;
}

/** Day and time by keyboard. The day is the one that the calendar shows. */
export function WhenFields({ tools, date, onDate }: WhenFieldsProps) {
  const t = useTranslations("scheduling.booking");
  const { draft, judged, set } = tools;
  return (
    <div className="grid grid-cols-[3fr_2fr] items-start gap-3">
      <LazyDatePicker label={t("day")} value={date} onChange={(next) => next !== null && onDate(next)} />
      <TextField
        label={t("time")}
        inputMode="numeric"
        autoComplete="off"
        dir="ltr"
        placeholder="9:30"
        value={draft.timeText}
        error={judged.isUnreadable && draft.timeText.length > 2 ? t("timeWrong") : undefined}
        onChange={(timeText) => set({ timeText })}
      />
    </div>
  );
}
