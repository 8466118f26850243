"use client";

import dynamic from "next/dynamic";
import { useFormatter, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { cx } from "./classes";
import type { DatePickerProps } from "./date-picker";
import { Icon } from "./icon";

const load = () => import("./date-picker");
const DatePicker = dynamic(() => load().then((module) => module.DatePicker), { ssr: false });
const fetchAhead = () => void load().catch(() => undefined);

/** A chosen date that becomes a {@link DatePicker}, open, when pressed: its calendar is a download of its own. */
export function LazyDatePicker(props: DatePickerProps & { value: string }) {
  const { label, value, className } = props;
  const t = useTranslations("kit.date");
  const format = useFormatter();
  const id = useId();
  const [isWanted, setWanted] = useState(false);
  if (isWanted) return <DatePicker {...props} startsOpen />;
  return (
    <div className={cx("field", className)}>
      <span id={`${id}-label`} className="field-label">
        {label}
      </span>
      <button
        type="button"
        id={id}
        aria-haspopup="dialog"
        aria-labelledby={`${id}-label ${id}`}
        title={t("pick")}
        className="field-box"
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setWanted(true)}
      >
        <span className="flex-1">{format.dateTime(new Date(`${value}T00:00:00Z`), { timeZone: "UTC", day: "numeric", month: "numeric", year: "numeric" })}</span>
        <Icon name="calendar" className="text-ink2" />
      </button>
    </div>
  );
}
