import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { notFound } from "next/navigation";
import { Logo } from "@/components/kit/logo";
import { SummaryGate } from "@/components/record/summary-gate";
import { SummaryPage } from "@/components/record/summary-page";
import type { ActorClaim } from "@/core/access/actor";
import { VisitId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { summaryQuery } from "@/server/record/queries";
import { SummaryViews } from "./summary-views";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("record.page"))("title"), robots: { index: false } };
}

/** The first of the people this browser may speak for who may read the summary. */
async function readSummary(visitId: VisitId) {
  const claims: readonly ActorClaim[] = [{ kind: "visit", visitId }, { kind: "session" }];
  for (const as of claims) {
    const answer = await runQuery(summaryQuery, { visitId }, as);
    if (answer.ok) return { as, summary: answer.value };
  }
  return null;
}

/** What the patient takes home. Opens by sign-in or by a code sent by mail, never by the old link. */
export default async function VisitSummaryPage({ params }: { params: Promise<{ visitId: string }> }) {
  const visitId = VisitId.safeParse((await params).visitId);
  if (!visitId.success) notFound();
  const found = await readSummary(visitId.data);
  return (
    <Messages areas={["record", "errors", "anatomy"]}>
      <div className="flex min-h-dvh flex-col">
        <header className="mx-auto flex min-h-16 w-full max-w-[40rem] items-center px-4">
          <Logo />
        </header>
        {found === null ? (
          <SummaryGate visitId={visitId.data} />
        ) : (
          <SummaryPage
            summary={found.summary}
            views={<SummaryViews views={found.summary.views} as={found.as} />}
          />
        )}
      </div>
    </Messages>
  );
}
