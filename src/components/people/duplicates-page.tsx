"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { DuplicateReason } from "@/core/people/duplicates";
import type { PatientSummary } from "@/core/people/patient";
import { callCommand } from "@/room/api";

/** Two records that may be of one person. */
export interface PairLine {
  readonly a: PatientSummary;
  readonly b: PatientSummary;
  readonly reasons: readonly string[];
  readonly agreements: Readonly<Record<string, string>>;
  readonly swapped: boolean;
  readonly probability: number;
}

/** Pairs for the desk to look at, the likeliest first. */
export function DuplicatesPage({ pairs, hasMore }: { pairs: readonly PairLine[]; hasMore: boolean }) {
  const t = useTranslations("patients.duplicates");
  const say = useErrorWords();
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const shown = pairs.filter(({ a, b }) => !gone.has(a.id + b.id));
  const keepApart = async ({ a, b }: PairLine) => {
    const answer = await callCommand("people/keep-apart", { aId: a.id, bId: b.id });
    if (answer.ok) setGone((before) => new Set([...before, a.id + b.id]));
    showToast({ text: answer.ok ? t("apartDone") : say(answer.error) });
  };
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 max-w-[36rem] text-ink2">{t("words")}</p>
      {shown.length === 0 ? (
        <EmptyState className="mt-6" title={t("none")}>
          <p>{t("noneWords")}</p>
        </EmptyState>
      ) : (
        <>
          <p className="mt-2 max-w-[36rem] text-small text-ink2">{t("scoreHelp")}</p>
          <ul className="mt-4">
            {shown.map((pair) => (
              <Pair key={pair.a.id + pair.b.id} pair={pair} onApart={() => void keepApart(pair)} />
            ))}
          </ul>
          {hasMore && <p className="mt-3 text-small text-ink2">{t("more")}</p>}
        </>
      )}
    </main>
  );
}

function Pair({ pair, onApart }: { pair: PairLine; onApart: () => void }) {
  const t = useTranslations("patients.duplicates");
  const reason = useTranslations("people.register.reason");
  const clock = useClock("UTC");
  const { a, b, reasons, swapped, agreements } = pair;
  const words = [...reasons.map((each) => reason(each as DuplicateReason)), ...(swapped ? [t("swapped")] : []), ...(agreements.given === "same" && agreements.family === "differs" ? [t("sameGiven")] : [])];
  const mayBeTwins = agreements.birth === "same" && agreements.given === "differs" && agreements.family !== "differs";
  return (
    <li className="person-line">
      <div className="person-line-words">
        {[a, b].map((each) => (
          <p key={each.id}>
            <bdi className="font-semibold">{each.name}</bdi>
            <span className="text-small text-ink2"> · {t("born", { date: clock.full(each.birthDate) })}</span>
            <span className="text-small text-ink2" dir="ltr">{[each.phone, each.email].filter(Boolean).map((text) => ` · ${text}`).join("")}</span>
          </p>
        ))}
        <p className="text-small">
          {t("score", { percent: Math.round(pair.probability * 100) })}: {words.join(", ")}. {mayBeTwins && t("twins")}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <LinkButton href={`/people/merge?a=${a.id}&b=${b.id}`}>
          {t("look")}
          <span className="sr-only">: {a.name}, {b.name}</span>
        </LinkButton>
        <Button kind="quiet" onPress={onApart}>
          {t("apart")}
          <span className="sr-only">: {a.name}, {b.name}</span>
        </Button>
      </div>
    </li>
  );
}
