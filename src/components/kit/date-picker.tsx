"use client";

import { parseDate } from "@internationalized/date";
import { useTranslations } from "next-intl";
import {
  Button as AriaButton,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker as AriaDatePicker,
  DateSegment,
  Dialog,
  FieldError,
  Group,
  Heading,
  Label,
  Popover,
  Text,
} from "react-aria-components";
import { cx } from "./classes";
import { Icon } from "./icon";
import { useSurface } from "./surface";

export interface DatePickerProps {
  label: string;
  /** YYYY-MM-DD. */
  value: string | null;
  onChange: (isoDate: string | null) => void;
  /** First and last day that may be picked, YYYY-MM-DD. */
  min?: string;
  max?: string;
  help?: string;
  error?: string;
  className?: string;
  /** Shows its month at once and takes the focus. */
  startsOpen?: boolean;
}

/** A date to look up, by keys or in a month. Loads the calendar: keep it off patient pages. */
export function DatePicker({ label, value, onChange, min, max, help, error, className, startsOpen = false }: DatePickerProps) {
  const t = useTranslations("kit.date");
  const surface = useSurface();
  return (
    <AriaDatePicker
      className={cx("field", className)}
      value={value === null ? null : parseDate(value)}
      onChange={(date) => onChange(date?.toString() ?? null)}
      minValue={min === undefined ? undefined : parseDate(min)}
      maxValue={max === undefined ? undefined : parseDate(max)}
      isInvalid={error !== undefined}
      defaultOpen={startsOpen}
      autoFocus={startsOpen}
    >
      <Label className="field-label">{label}</Label>
      <Group className="field-box">
        <DateInput className="date-input">{(segment) => <DateSegment segment={segment} className="date-segment" />}</DateInput>
        <AriaButton className="btn btn-icon date-open" aria-label={t("pick")}>
          <Icon name="calendar" />
        </AriaButton>
      </Group>
      {help !== undefined && error === undefined && (
        <Text slot="description" className="field-help">
          {help}
        </Text>
      )}
      <FieldError className="field-error">
        <Icon name="error" />
        <span>{error}</span>
      </FieldError>
      <Popover className="z-50" offset={6}>
        <Dialog data-surface={surface} className="menu p-3" aria-label={t("pick")}>
          <MonthCalendar />
        </Dialog>
      </Popover>
    </AriaDatePicker>
  );
}

function MonthCalendar() {
  const t = useTranslations("kit.date");
  return (
    <Calendar>
      <header className="flex items-center justify-between">
        <AriaButton slot="previous" className="btn btn-icon" aria-label={t("previousMonth")}>
          <Icon name="chevron-start" />
        </AriaButton>
        <Heading className="text-body font-semibold" />
        <AriaButton slot="next" className="btn btn-icon" aria-label={t("nextMonth")}>
          <Icon name="chevron-end" />
        </AriaButton>
      </header>
      <CalendarGrid className="calendar-grid">
        <CalendarGridHeader>{(day) => <CalendarHeaderCell className="calendar-head">{day}</CalendarHeaderCell>}</CalendarGridHeader>
        <CalendarGridBody>{(date) => <CalendarCell date={date} className="calendar-day" />}</CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
