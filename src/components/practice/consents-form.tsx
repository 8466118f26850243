"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { SelectField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useClock } from "@/components/scheduling/use-clock";
import type { ConsentTextView } from "@/core/practice/consent-texts";
import { dateAt } from "@/core/scheduling/wall-time";
import { callQuery } from "@/room/api";
import { ConsentDraft } from "./consent-draft";

const KINDS = ["telehealth", "recording", "transcription", "research", "teaching", "sharing"] as const;
type Kind = (typeof KINDS)[number];

export interface ConsentsAnswer {
  readonly texts: readonly ConsentTextView[];
  readonly zone: string;
}

/** Words that patients agree to: versions of one kind in one language, newest first, and the draft of the next. */
export function ConsentsForm({ initial }: { initial: ConsentsAnswer }) {
  const t = useTranslations("practice");
  const clock = useClock(initial.zone);
  const [texts, setTexts] = useState(initial.texts);
  const [kind, setKind] = useState<Kind>("telehealth");
  const [locale, setLocale] = useState("en");
  const [isWriting, setWriting] = useState(false);
  const mine = texts.filter((text) => text.kind === kind && text.locale === locale);
  const draft = mine.find(({ publishedAtMs }) => publishedAtMs === null) ?? null;
  const published = mine.filter(({ publishedAtMs }) => publishedAtMs !== null);
  const refresh = async (): Promise<readonly ConsentTextView[]> => {
    const now = await callQuery<object, ConsentsAnswer>("practice/consent-texts", {});
    if (now.ok) setTexts(now.value.texts);
    return now.ok ? now.value.texts : texts;
  };
  const newest = published[0];
  return (
    <>
      <div className="template-choice">
        <SelectField
          label={t("consents.kind")}
          value={kind}
          onChange={(value) => {
            setKind(value as Kind);
            setWriting(false);
          }}
          options={KINDS.map((value) => ({ value, label: t(`consentKind.${value}`) }))}
        />
        <SelectField
          label={t("consents.language")}
          value={locale}
          onChange={(value) => {
            setLocale(value);
            setWriting(false);
          }}
          options={(["en", "es"] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
        />
      </div>
      {draft !== null || isWriting ? (
        <ConsentDraft
          key={`${kind}.${locale}.${draft?.bodyHash ?? "new"}`}
          kind={kind}
          locale={locale}
          draft={draft}
          start={newest === undefined ? { title: "", body: "" } : { title: newest.title, body: newest.body }}
          refresh={refresh}
          onDone={() => setWriting(false)}
        />
      ) : (
        <PlainButton className="mt-4" icon="add" onPress={() => setWriting(true)}>
          {newest === undefined ? t("consents.write") : t("consents.next")}
        </PlainButton>
      )}
      {published.length === 0 && draft === null && !isWriting && <EmptyState className="mt-8" title={t("consents.none")} />}
      <ul className="mt-6">
        {published.map((text) => (
          <li key={text.id} className="consent-version">
            <h2 className="font-semibold">{t("consents.version", { version: text.version })}</h2>
            <p className="text-small text-ink2">
              {t("consents.published", { date: clock.full(dateAt(text.publishedAtMs ?? 0, initial.zone)) })} · {t("consents.given", { count: text.given })}
            </p>
            <details>
              <summary className="link">{t("consents.read")}</summary>
              <div className="consent-words" lang={text.locale} dir="auto">
                <p className="font-semibold">{text.title}</p>
                {text.body}
              </div>
            </details>
          </li>
        ))}
      </ul>
    </>
  );
}
