"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { LinkButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { ActingFor } from "@/core/people/proxies";
import { dateAt } from "@/core/scheduling/wall-time";
import { callCommand } from "@/room/api";

interface ActingListProps {
  people: ActingFor["people"];
  /** The reader is a patient too, and may be here for themselves. */
  isPatient: boolean;
  zone: string;
}

/** The people for whom one acts, to choose between. */
export function ActingList({ people, isPatient, zone }: ActingListProps) {
  const t = useTranslations("patients.acting");
  const words = useTranslations("patients.helpers");
  const say = useErrorWords();
  const clock = useClock(zone);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const shown = people.filter(({ proxyId }) => !gone.has(proxyId));
  const stop = async (proxyId: string) => {
    const answer = await callCommand("people/revoke-proxy", { proxyId });
    if (answer.ok) setGone((before) => new Set([...before, proxyId]));
    showToast({ text: answer.ok ? words("revoked") : say(answer.error) });
  };
  return (
    <section aria-labelledby="acting-title">
      <h1 id="acting-title" className="text-h1">
        {t("title")}
      </h1>
      {shown.length === 0 ? (
        <EmptyState level={2} className="mt-6" title={t("nobody")}>
          <p>{t("nobodyWords")}</p>
        </EmptyState>
      ) : (
        <p className="mt-1 text-ink2">{t("words")}</p>
      )}
      {isPatient && shown.length > 0 && (
        <article className="person-line mt-4">
          <h2 className="person-line-words font-semibold">{t("self")}</h2>
          <LinkButton href="/home">{t("self")}</LinkButton>
        </article>
      )}
      {shown.map((person) => (
        <article key={person.proxyId} className="person-line">
          <div className="person-line-words">
            <h2 className="font-semibold">
              <bdi>{person.name}</bdi>
            </h2>
            <p className="text-small text-ink2">
              {[words(`relations.${person.relation}`), person.endsAtMs === null ? "" : t("until", { date: clock.full(dateAt(person.endsAtMs - 1, zone)) })].filter(Boolean).join(" · ")}
            </p>
            <p className="text-small">{person.scopes.map((scope) => words(`scope.${scope}`)).join(" · ")}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            {(person.scopes.includes("visits") || person.scopes.includes("summaries")) && (
              <LinkButton href={`/home?for=${person.proxyId}`}>{t("visits", { name: person.name })}</LinkButton>
            )}
            {(person.scopes.includes("contact") || person.scopes.includes("visits")) && (
              <LinkButton kind="filled" href={`/home/details?for=${person.proxyId}`}>
                {t("details", { name: person.name })}
              </LinkButton>
            )}
            {person.scopes.includes("documents") && (
              <LinkButton href={`/home/documents?for=${person.proxyId}`}>{t("documents", { name: person.name })}</LinkButton>
            )}
            <Button kind="quiet" onPress={() => void stop(person.proxyId)}>
              {t("stop", { name: person.name })}
            </Button>
          </div>
        </article>
      ))}
    </section>
  );
}
