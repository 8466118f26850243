import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { PracticeLook } from "@/components/practice/practice-look";
import { ProblemPage } from "@/components/shell/problem-page";
import { TakeSeat } from "@/components/visits/take-seat";
import { WayPanel } from "@/components/visits/way-panels";
import "@/components/visits/visits.css";
import { ProxyId, VisitId } from "@/core/kit/ids";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { pageFace, pageLanguages } from "@/server/practice/look";
import { myVisits } from "@/server/people/my-visits";
import { actingFor } from "@/server/people/proxies";
import { forGuest } from "@/server/visits/guest-way";
import { forStaff } from "@/server/visits/for-staff";
import { forVisitor } from "@/server/visits/for-visitor";
import { GuestVisitClient } from "./guest-client";
import { StaffVisitClient } from "./staff-client";
import { VisitorVisitClient } from "./visitor-client";
import { visitCookieName } from "@/server/access/session-cookie";

interface VisitPageProps {
  params: Promise<{ visitId: string }>;
  searchParams: Promise<{ as?: string; for?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("visits"))("title"), referrer: "no-referrer" };
}

/** One address for the whole visit; who looks decides what it shows. */
export default async function VisitPage({ params, searchParams }: VisitPageProps) {
  const visitId = VisitId.safeParse((await params).visitId);
  if (!visitId.success) notFound();
  const { as, for: acting } = await searchParams;
  if (as === "visitor") return <VisitorPage visitId={visitId.data} />;
  const proxyId = ProxyId.safeParse(acting);
  if (proxyId.success) return <ProxyPage visitId={visitId.data} proxyId={proxyId.data} />;
  const actor = await pageActor();
  if (actor.kind === "staff") return <StaffPage visitId={visitId.data} staffId={actor.staffId} />;
  if (actor.kind === "patient") {
    const [face, languages] = await Promise.all([pageFace(), pageLanguages()]);
    return (
      <Messages areas={["visits", "errors"]}>
        <PracticeLook face={face}>
          <TakeSeat visitId={visitId.data} locales={localeOptions(languages)} />
        </PracticeLook>
      </Messages>
    );
  }
  // Somebody who came by a link and lost the end of the address is still a visitor.
  if ((await cookies()).has(visitCookieName(visitId.data))) return <VisitorPage visitId={visitId.data} />;
  return <ProblemPage kind="signed_out" returnTo={`/visit/${visitId.data}`} />;
}

async function VisitorPage({ visitId }: { visitId: VisitId }) {
  const as = { kind: "visit", visitId } as const;
  const actor = await pageActor(as);
  if (actor.kind === "visitor" && actor.part === "guest") return <GuestPage visitId={visitId} />;
  const [answer, t, face, languages] = await Promise.all([runQuery(forVisitor, { visitId }, as), getTranslations("visits.lost"), pageFace(as), pageLanguages(as)]);
  const locales = localeOptions(languages);
  return (
    <Messages areas={["guests", "visits", "errors", "room", "anatomy", "record", "pain"]}>
      <PracticeLook face={face}>
        {answer.ok ? (
          <VisitorVisitClient initial={answer.value} locales={locales} />
        ) : (
          <WayPanel locales={locales} kind="ended" title={t("title")} words={t("words")} />
        )}
      </PracticeLook>
    </Messages>
  );
}

/** Somebody who comes for a patient, by an account of their own, before they take their seat. */
async function ProxyPage({ visitId, proxyId }: { visitId: VisitId; proxyId: ProxyId }) {
  const as = { kind: "proxy", proxyId } as const;
  const [visits, acting, face, languages] = await Promise.all([runQuery(myVisits, {}, as), runQuery(actingFor, {}), pageFace(), pageLanguages()]);
  const visit = visits.ok ? visits.value.visits.find((each) => each.visitId === visitId) : undefined;
  const person = acting.ok ? acting.value.people.find((each) => each.proxyId === proxyId) : undefined;
  if (visit === undefined || person === undefined) {
    const isSignedOut = !visits.ok && visits.error.kind === "signed_out" && !acting.ok;
    return <ProblemPage kind={isSignedOut ? "signed_out" : "not_found"} returnTo={`/visit/${visitId}?for=${proxyId}`} />;
  }
  return (
    <Messages areas={["visits", "errors"]}>
      <PracticeLook face={face}>
        <TakeSeat visitId={visitId} locales={localeOptions(languages)} acting={{ as, words: { patient: person.name, clinician: visit.clinician } }} />
      </PracticeLook>
    </Messages>
  );
}

/** Somebody who was asked in beside the patient. */
async function GuestPage({ visitId }: { visitId: VisitId }) {
  const as = { kind: "visit", visitId } as const;
  const [answer, t, face, languages] = await Promise.all([runQuery(forGuest, { visitId }, as), getTranslations("guests.way"), pageFace(as), pageLanguages(as)]);
  const locales = localeOptions(languages);
  return (
    <Messages areas={["guests", "visits", "errors", "room", "anatomy", "record"]}>
      <PracticeLook face={face}>
        {answer.ok ? (
          <GuestVisitClient initial={answer.value} locales={locales} />
        ) : (
          <WayPanel locales={locales} kind="ended" title={t("lost")} words={t("lostWords")} />
        )}
      </PracticeLook>
    </Messages>
  );
}

async function StaffPage({ visitId, staffId }: { visitId: VisitId; staffId: string }) {
  const [answer, face] = await Promise.all([runQuery(forStaff, { visitId }), pageFace()]);
  if (!answer.ok) notFound();
  return (
    <Messages areas={["emergency", "guests", "visits", "errors", "room", "anatomy", "record", "replay", "pain"]}>
      <PracticeLook face={face}>
        <StaffVisitClient initial={answer.value} isHost={answer.value.clinicianId === staffId} />
      </PracticeLook>
    </Messages>
  );
}
