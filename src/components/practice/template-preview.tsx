"use client";

import { useTranslations } from "next-intl";
import { fillTemplate, type Words } from "@/core/practice/templates";

interface TemplatePreviewProps {
  words: Words;
  locale: string;
  practice: { readonly name: string; readonly emergencyNumber: string; readonly zone: string };
}

/** A moment that every preview shows, so that two of them can be compared. */
const SAMPLE_AT_MS = Date.UTC(2026, 10, 24, 9, 30);

/** A mail as its reader sees it, with invented values; the day and the time as the mail's language writes them. */
export function TemplatePreview({ words, locale, practice }: TemplatePreviewProps) {
  const t = useTranslations("practice");
  const tag = locale === "en" ? "en-GB" : locale;
  const there = { timeZone: practice.zone };
  const values = {
    name: t("sample.name"),
    practice: practice.name,
    clinician: t("sample.clinician"),
    date: new Intl.DateTimeFormat(tag, { weekday: "long", day: "numeric", month: "long", ...there }).format(SAMPLE_AT_MS),
    time: new Intl.DateTimeFormat(tag, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", ...there }).format(SAMPLE_AT_MS),
    place: t("sample.place"),
    emergency: practice.emergencyNumber,
    link: t("sample.link"),
    code: t("sample.code"),
    days: t("sample.days"),
  };
  return (
    <section aria-labelledby="preview-title" className="mail-preview">
      <h2 id="preview-title" className="text-small font-semibold text-ink2">
        {t("templates.preview")}
      </h2>
      <p className="mail-preview-subject" lang={locale}>
        <bdi>{fillTemplate(words.subject, { practice: practice.name })}</bdi>
      </p>
      <p className="text-small text-ink2">{t("templates.previewTo", { name: values.name })}</p>
      <div className="mail-preview-body" lang={locale} dir="auto">
        {fillTemplate(words.body, values)}
      </div>
    </section>
  );
}
