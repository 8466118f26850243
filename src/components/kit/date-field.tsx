"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import { formatDateText, parseDateText, type DateOrder, type DateText } from "@/core/kit/date-text";
import { cx } from "./classes";
import { fieldControlProps, FieldShell, type FieldFrame } from "./field";

interface DateFieldProps extends FieldFrame {
  /** The form's name for the date, sent as YYYY-MM-DD. */
  name?: string;
  /** YYYY-MM-DD. */
  defaultValue?: string;
  /** YYYY-MM-DD, or null while the text is no date. */
  onChange?: (isoDate: string | null) => void;
  /** `bday` for the person's own birth date. */
  autoComplete?: string;
  required?: boolean;
  size?: "regular" | "large";
}

function orderOf(locale: string): DateOrder {
  if (/^en-(US|PH)$/.test(locale)) return "mdy";
  return /^(zh|ja|ko|hu|lt|sv|fa)\b/.test(locale) ? "ymd" : "dmy";
}

const EXAMPLE = "1968-05-31";

/** A date that a person knows by heart, typed. For a date to look up, take `DatePicker`. */
export function DateField(props: DateFieldProps) {
  const { label, optional, labelHidden, className, name, defaultValue, onChange, autoComplete, required, size } = props;
  const t = useTranslations("kit.date");
  const order = orderOf(useLocale());
  const id = useId();
  const say = useDateWords();
  const [text, setText] = useState(defaultValue === undefined ? "" : formatDateText(defaultValue, order));
  const [isLeft, setLeft] = useState(false);

  const parsed = parseDateText(text, order);
  const error = props.error ?? (isLeft && text.trim() !== "" && !parsed.ok ? say(parsed) : undefined);
  const help = props.help ?? t("help", { order: t("order", { order }), example: formatDateText(EXAMPLE, order) });

  const change = (next: string) => {
    setText(next);
    const date = parseDateText(next, order);
    if (date.ok) setLeft(false);
    onChange?.(date.ok ? date.isoDate : null);
  };

  return (
    <FieldShell {...{ id, label, help, error, optional, labelHidden, className }}>
      <input
        {...fieldControlProps(id, { help, error })}
        type="text"
        inputMode="numeric"
        dir="ltr"
        autoComplete={autoComplete}
        aria-required={required}
        value={text}
        className={cx("field-box figures", size === "large" && "field-large")}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setLeft(true)}
      />
      {name !== undefined && <input type="hidden" name={name} value={parsed.ok ? parsed.isoDate : ""} />}
    </FieldShell>
  );
}

function useDateWords(): (wrong: Extract<DateText, { ok: false }>) => string {
  const t = useTranslations("kit.date");
  const format = useFormatter();
  return (wrong) => {
    if (wrong.problem === "unfinished") return t("unfinished");
    if (wrong.problem === "no_year") return t("noYear");
    if (wrong.problem === "no_month") return t("noMonth", { month: wrong.month });
    const firstOfMonth = new Date(Date.UTC(2000, wrong.month - 1, 1));
    const month = format.dateTime(firstOfMonth, { month: "long", timeZone: "UTC" });
    return t("noDay", { month: capitalised(month), day: wrong.day });
  };
}

/** Spanish writes months small; at the start of a sentence they are not. */
function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
