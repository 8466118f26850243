"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import { groupByDay } from "@/core/audit/group-by-day";
import type { AuditCursor, AuditFilter, AuditPage as Page, ChainStatus } from "@/core/audit/search";
import type { DomainError } from "@/core/kit/errors";
import { dateAt } from "@/core/scheduling/wall-time";
import { callQuery } from "@/room/api";
import { ChainStrip } from "./chain-strip";
import { EntryRow } from "./entry-row";
import { ExportPart } from "./export-part";
import { FilterForm } from "./filter-form";
import { EMPTY_DRAFT, filterOf, type FilterDraft } from "./filter-state";
import "./audit.css";

/** The auditor's page: how the chain stands, what to look for, what was found, and taking it along. */
export function AuditPage({ initial, status }: { initial: Page; status: ChainStatus }) {
  const t = useTranslations("audit");
  const say = useErrorWords();
  const [draft, setDraft] = useState<FilterDraft>(EMPTY_DRAFT);
  const search = useSearch(initial);
  return (
    <main id="main" tabIndex={-1} className="audit-page">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 max-w-[42rem] text-ink2">{t("words")}</p>
      <ChainStrip status={status} zone={initial.zone} />
      <LinkButton kind="text" className="-ms-2.5 mt-1" href="/audit/keys">
        {t("keys.title")}
      </LinkButton>
      <div className="mt-6">
        <FilterForm draft={draft} onDraft={setDraft} onShow={(asked) => void search.show(filterOf(asked, initial.zone))} pending={search.pending === "first"} />
      </div>
      {search.error !== null && <Banner kind="slow" live="polite" className="mt-4" fact={say(search.error)} />}
      <Entries search={search} zone={initial.zone} />
      <ExportPart filter={search.filter} />
    </main>
  );
}

interface Search {
  readonly filter: AuditFilter;
  readonly lines: Page["lines"];
  readonly next: AuditCursor | null;
  readonly pending: "first" | "more" | null;
  readonly error: DomainError | null;
  readonly show: (filter: AuditFilter) => Promise<void>;
  readonly more: () => Promise<void>;
}

function useSearch(initial: Page): Search {
  const [found, setFound] = useState<Pick<Search, "filter" | "lines" | "next">>({ filter: {}, lines: initial.lines, next: initial.next });
  const [pending, setPending] = useState<Search["pending"]>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const ask = async (filter: AuditFilter, before: AuditCursor | null, kind: "first" | "more") => {
    setPending(kind);
    const result = await callQuery<object, Page>("audit/search", { filter, before });
    setPending(null);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    const { lines, next } = result.value;
    setFound((old) => ({ filter, lines: kind === "more" ? [...old.lines, ...lines] : lines, next }));
  };
  return { ...found, pending, error, show: (filter) => ask(filter, null, "first"), more: () => ask(found.filter, found.next, "more") };
}

function Entries({ search: { lines, next, pending, more }, zone }: { search: Search; zone: string }) {
  const t = useTranslations("audit.list");
  const format = useFormatter();
  if (lines.length === 0) {
    return (
      <EmptyState className="mt-8" title={t("none")}>
        <p>{t("noneWords")}</p>
      </EmptyState>
    );
  }
  return (
    <section aria-labelledby="found" className="mt-8">
      <div role="status">
        <h2 id="found" className="text-h3">
          {t(next === null ? "found" : "foundMore", { count: lines.length })}
        </h2>
      </div>
      {groupByDay(lines, (atMs) => dateAt(atMs, zone)).map(({ day, lines: some }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h3 id={`day-${day}`} className="audit-day font-semibold">
            {format.dateTime(new Date(`${day}T00:00:00Z`), "full", { timeZone: "UTC" })}
          </h3>
          <ul className="border-b border-rule">
            {some.map((line) => (
              <EntryRow key={line.id} line={line} zone={zone} />
            ))}
          </ul>
        </section>
      ))}
      {next !== null && (
        <PlainButton className="mt-4" pending={pending === "more"} onPress={() => void more()}>
          {t("more")}
        </PlainButton>
      )}
    </section>
  );
}
