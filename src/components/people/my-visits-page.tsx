"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { LinkButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { EmptyState } from "@/components/kit/state-panel";
import { useClock, type Clock } from "@/components/scheduling/use-clock";
import { useLiveQuery } from "@/components/scheduling/use-live-query";
import { useServerNow } from "@/components/scheduling/use-server-now";
import type { ProxyId } from "@/core/kit/ids";
import type { MyVisit, MyVisits } from "@/core/people/my-visits";
import { untilVisit, visitsToCome } from "@/core/people/visits-to-come";
import { dateAt } from "@/core/scheduling/wall-time";
import { zonePlace } from "@/core/scheduling/zone-place";
import { ActingBanner } from "./acting-banner";
import "@/components/people/people.css";
import "@/components/scheduling/rows.css";

/** For whom somebody else looks at this page. */
interface Acting {
  readonly proxyId: ProxyId;
  readonly name: string;
  /** They may come to visits, and so hear of those to come; else only of those with a summary. */
  readonly mayJoin: boolean;
}

/** A patient's first page: the visit that is next, and what was said in those before. */
export function MyVisitsPage({ initial, acting }: { initial: MyVisits; acting?: Acting }) {
  const t = useTranslations("people.home");
  const { view, skewMs, error } = useLiveQuery({
    name: "people/my-visits",
    input: {},
    initial,
    topics: ["visit.changed", "appointment.changed", "note.changed"],
    as: acting === undefined ? undefined : { kind: "proxy", proxyId: acting.proxyId },
  });
  const nowMs = useServerNow(initial.nowMs, skewMs);
  const clock = useClock(view.zone);
  const [next, ...later] = visitsToCome(view.visits, nowMs);
  const coming = new Set([next, ...later]);
  const past = view.visits.filter((visit) => !coming.has(visit));
  return (
    <main id="main" tabIndex={-1} className="people-page people-reading">
      {acting !== undefined && <ActingBanner name={acting.name} />}
      <h1 className="text-h1">{acting === undefined ? t("title") : t("titleOf", { name: acting.name })}</h1>
      {acting === undefined && (
        <nav aria-label={t("title")} className="mt-1 flex flex-wrap gap-x-4">
          <LinkButton kind="text" className="-ms-2.5" href="/home/details">
            {t("details")}
          </LinkButton>
          <LinkButton kind="text" className="-ms-2.5" href="/home/documents">
            {t("documents")}
          </LinkButton>
          <LinkButton kind="text" className="-ms-2.5" href="/home/pain">
            {t("pain")}
          </LinkButton>
          <LinkButton kind="text" className="-ms-2.5" href="/home/people">
            {t("people")}
          </LinkButton>
          <LinkButton kind="text" className="-ms-2.5" href="/home/who-looked">
            {t("whoLooked")}
          </LinkButton>
        </nav>
      )}
      {acting !== undefined && (
        <LinkButton kind="text" className="-ms-2.5" href={`/home/pain?for=${acting.proxyId}`}>
          {t("pain")}
        </LinkButton>
      )}
      {error !== null && <Banner kind="slow" live="polite" className="mt-4" fact={t("old", { time: clock.time(view.nowMs) })} />}
      {acting?.mayJoin === false ? null : next === undefined ? (
        <EmptyState className="mt-6" title={t("none")}>
          <p>{t("noneWords")}</p>
        </EmptyState>
      ) : (
        <NextVisit visit={next} clock={clock} zone={view.zone} acting={acting} nowMs={nowMs} />
      )}
      <p className="mt-4 text-small text-ink2">{t("emergency", { number: view.practice.emergencyNumber })}</p>
      {later.length > 0 && <VisitRows title={t("later")} visits={later} clock={clock} zone={view.zone} acting={acting} />}
      {past.length > 0 && <VisitRows title={t("past")} visits={past} clock={clock} zone={view.zone} acting={acting} />}
    </main>
  );
}

interface NextVisitProps {
  visit: MyVisit;
  clock: Clock;
  zone: string;
  acting: Acting | undefined;
  nowMs: number;
}

/** What of a page's address says for whom one acts. */
const forOf = (acting: Acting | undefined): string => (acting === undefined ? "" : `?for=${acting.proxyId}`);

function NextVisit({ visit, clock, zone, acting, nowMs }: NextVisitProps) {
  const t = useTranslations("people.home");
  const words = { from: clock.time(visit.startsAtMs), to: clock.time(visit.endsAtMs), clinician: visit.clinician, place: zonePlace(zone) };
  return (
    <section className="mt-6" aria-labelledby="next-visit">
      <h2 id="next-visit" className="text-h2">
        {visit.state === "admitted" ? t("now", words) : t("next", { day: clock.weekday(dateAt(visit.startsAtMs, zone)) })}
      </h2>
      <p className="mt-1 text-reading text-ink2">{t("nextAt", words)}</p>
      {visit.state === "expected" && <p className="mt-1 font-semibold">{t("countdown", untilVisit(visit.startsAtMs, nowMs))}</p>}
      <LinkButton kind="filled" size="large" className="mt-4" href={`/visit/${visit.visitId}${forOf(acting)}`}>
        {t(acting === undefined ? "go" : "join")}
      </LinkButton>
      <p className="mt-2 text-small text-ink2">{t(acting === undefined ? "goHint" : "joinHint")}</p>
    </section>
  );
}

interface VisitRowsProps {
  title: string;
  visits: readonly MyVisit[];
  clock: Clock;
  zone: string;
  acting: Acting | undefined;
}

function VisitRows({ title, visits, clock, zone, acting }: VisitRowsProps) {
  const t = useTranslations("people.home");
  return (
    <section className="mt-8" aria-label={title}>
      <h2 className="mb-2 text-h3">{title}</h2>
      <ul className="border-b border-rule">
        {visits.map((visit) => {
          const day = clock.full(dateAt(visit.startsAtMs, zone));
          return (
            <Row
              key={visit.visitId}
              as="li"
              title={`${day}, ${clock.time(visit.startsAtMs)}`}
              note={[t("with", { clinician: visit.clinician }), standing(visit, t, acting !== undefined)].filter(Boolean).join(". ")}
              end={
                visit.hasSummary && (
                  <LinkButton href={`/visit/${visit.visitId}/summary${forOf(acting)}`}>
                    {t("summary")}
                    <span className="sr-only">, {day}</span>
                  </LinkButton>
                )
              }
            />
          );
        })}
      </ul>
    </section>
  );
}

function standing({ state, hasSummary }: MyVisit, t: ReturnType<typeof useTranslations<"people.home">>, isActing: boolean): string {
  if (state === "cancelled" || state === "missed") return t(`state.${state}`);
  // Somebody who acts for the patient is not told to wait for words that may be none of theirs.
  return state === "ended" && !hasSummary && !isActing ? t("waiting") : "";
}
