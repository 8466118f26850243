import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { ProblemPage } from "@/components/shell/problem-page";
import { TakeSeat } from "@/components/visits/take-seat";
import { WayPanel } from "@/components/visits/way-panels";
import "@/components/visits/visits.css";
import { visitCookieName } from "@/core/access/actor";
import { VisitId } from "@/core/kit/ids";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { forGuest } from "@/server/visits/guest-way";
import { forStaff } from "@/server/visits/for-staff";
import { forVisitor } from "@/server/visits/for-visitor";
import { GuestVisitClient } from "./guest-client";
import { StaffVisitClient } from "./staff-client";
import { VisitorVisitClient } from "./visitor-client";

interface VisitPageProps {
  params: Promise<{ visitId: string }>;
  searchParams: Promise<{ as?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits"))("title"), referrer: "no-referrer" };
}

/** One address for the whole visit; who looks decides what it shows. */
export default async function VisitPage({ params, searchParams }: VisitPageProps) {
  const visitId = VisitId.safeParse((await params).visitId);
  if (!visitId.success) notFound();
  if ((await searchParams).as === "visitor") return <VisitorPage visitId={visitId.data} />;
  const actor = await pageActor();
  if (actor.kind === "staff") return <StaffPage visitId={visitId.data} staffId={actor.staffId} />;
  if (actor.kind === "patient") {
    return (
      <Messages areas={["visits", "errors"]}>
        <TakeSeat visitId={visitId.data} locales={localeOptions()} />
      </Messages>
    );
  }
  // Somebody who came by a link and lost the end of the address is still a visitor.
  if ((await cookies()).has(visitCookieName(visitId.data))) return <VisitorPage visitId={visitId.data} />;
  return <ProblemPage kind="signed_out" returnTo={`/visit/${visitId.data}`} />;
}

async function VisitorPage({ visitId }: { visitId: VisitId }) {
  const actor = await pageActor({ kind: "visit", visitId });
  if (actor.kind === "visitor" && actor.part === "guest") return <GuestPage visitId={visitId} />;
  const [answer, t] = await Promise.all([
    runQuery(forVisitor, { visitId }, { kind: "visit", visitId }),
    getTranslations("visits.lost"),
  ]);
  return (
    <Messages areas={["guests", "visits", "errors", "room", "anatomy", "record"]}>
      {answer.ok ? (
        <VisitorVisitClient initial={answer.value} locales={localeOptions()} />
      ) : (
        <WayPanel locales={localeOptions()} kind="ended" title={t("title")} words={t("words")} />
      )}
    </Messages>
  );
}

/** Somebody who was asked in beside the patient. */
async function GuestPage({ visitId }: { visitId: VisitId }) {
  const [answer, t] = await Promise.all([
    runQuery(forGuest, { visitId }, { kind: "visit", visitId }),
    getTranslations("guests.way"),
  ]);
  return (
    <Messages areas={["guests", "visits", "errors", "room", "anatomy", "record"]}>
      {answer.ok ? (
        <GuestVisitClient initial={answer.value} locales={localeOptions()} />
      ) : (
        <WayPanel locales={localeOptions()} kind="ended" title={t("lost")} words={t("lostWords")} />
      )}
    </Messages>
  );
}

async function StaffPage({ visitId, staffId }: { visitId: VisitId; staffId: string }) {
  const answer = await runQuery(forStaff, { visitId });
  if (!answer.ok) notFound();
  return (
    <Messages areas={["guests", "visits", "errors", "room", "anatomy", "record"]}>
      <StaffVisitClient initial={answer.value} isHost={answer.value.clinicianId === staffId} />
    </Messages>
  );
}
