import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Logo } from "@/components/kit/logo";
import { PracticeLook } from "@/components/practice/practice-look";
import { SummaryGate } from "@/components/record/summary-gate";
import { SummaryPage } from "@/components/record/summary-page";
import { ActingBanner } from "@/components/people/acting-banner";
import type { ActorClaim } from "@/core/access/actor";
import { ProxyId, VisitId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { visitToursQuery } from "@/server/anatomy/tours";
import { runQuery } from "@/server/kit/run-query";
import { pageFace } from "@/server/practice/look";
import { actingFor } from "@/server/people/proxies";
import { summaryQuery } from "@/server/record/queries";
import { SummaryTours } from "./summary-tours";
import { SummaryViews } from "./summary-views";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("record.page"))("title"), robots: { index: false } };
}

/** The first of the people this browser may speak for who may read the summary; one for whom they act, where the address names that. */
async function readSummary(visitId: VisitId, proxyId: ProxyId | null) {
  const own: readonly ActorClaim[] = [{ kind: "visit", visitId }, { kind: "session" }];
  const claims = proxyId === null ? own : [{ kind: "proxy", proxyId } as const];
  for (const as of claims) {
    const answer = await runQuery(summaryQuery, { visitId }, as);
    if (!answer.ok) continue;
    const tours = await runQuery(visitToursQuery, { visitId }, as);
    return { as, summary: answer.value, tours: tours.ok ? tours.value.tours : [] };
  }
  return null;
}

interface SummaryPageProps {
  params: Promise<{ visitId: string }>;
  searchParams: Promise<{ for?: string }>;
}

/** For whom somebody reads who acts for the patient. */
async function ActingLine({ proxyId }: { proxyId: ProxyId }) {
  const acting = await runQuery(actingFor, {});
  const person = acting.ok ? acting.value.people.find((each) => each.proxyId === proxyId) : undefined;
  return (
    <Messages areas={["patients"]}>
      <div className="mx-auto w-full max-w-[40rem] px-4">
        <ActingBanner name={person?.name ?? null} />
      </div>
    </Messages>
  );
}

/** What the patient takes home. Opens by sign-in or by a code sent by mail, never by the old link. */
export default async function VisitSummaryPage({ params, searchParams }: SummaryPageProps) {
  const visitId = VisitId.safeParse((await params).visitId);
  if (!visitId.success) notFound();
  const acting = ProxyId.safeParse((await searchParams).for);
  const found = await readSummary(visitId.data, acting.success ? acting.data : null);
  // The code goes to the patient's mailbox: it is no way for anybody else.
  if (found === null && acting.success) notFound();
  const face = await pageFace(found?.as ?? { kind: "public" });
  return (
    <Messages areas={["record", "errors", "anatomy"]}>
      <PracticeLook face={face}>
        <div className="flex min-h-dvh flex-col">
          <header className="mx-auto flex min-h-16 w-full max-w-[40rem] items-center px-4">
            <Logo />
          </header>
          {acting.success && <ActingLine proxyId={acting.data} />}
        {found === null ? (
            <SummaryGate visitId={visitId.data} />
          ) : (
            <SummaryPage
              summary={found.summary}
              views={
                <>
                  <SummaryViews views={found.summary.views} as={found.as} />
                  <SummaryTours visitId={visitId.data} tours={found.tours} as={found.as} />
                </>
              }
            />
          )}
        </div>
      </PracticeLook>
    </Messages>
  );
}
