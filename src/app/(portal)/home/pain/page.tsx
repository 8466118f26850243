import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { PainPage } from "@/components/pain/pain-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import type { ActorClaim } from "@/core/access/claim";
import { POLICY } from "@/core/access/grants";
import { homeOf } from "@/core/access/paths";
import { grantsFor } from "@/core/access/policy";
import { ProxyId } from "@/core/kit/ids";
import { visitsToCome } from "@/core/people/visits-to-come";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { myVisits } from "@/server/people/my-visits";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("pain.history"))("title") };
}

/** Where it hurts, for the visits to come, and how it was; with `?for=` of somebody for whom one acts. */
export default async function OwnPain({ searchParams }: { searchParams: Promise<{ for?: string }> }) {
  const proxyId = ProxyId.safeParse((await searchParams).for);
  const as: ActorClaim = proxyId.success ? { kind: "proxy", proxyId: proxyId.data } : { kind: "session" };
  const actor = await pageActor(as);
  if (actor.kind === "staff") redirect(homeOf(actor));
  if (actor.kind === "account") redirect("/home/people");
  const visits = actor.kind === "patient" || actor.kind === "proxy" ? await runQuery(myVisits, {}, as) : null;
  if (visits === null || !visits.ok || (actor.kind !== "patient" && actor.kind !== "proxy")) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel level={1} kind={visits === null || visits.ok ? "not_found" : visits.error.kind} returnTo="/home/pain" />
      </main>
    );
  }
  const may = (verb: "write" | "list"): boolean => grantsFor(POLICY, actor, "pain_map", verb).length > 0;
  const { view } = { view: visits.value };
  const open = may("write") ? visitsToCome(view.visits, view.nowMs).map(({ visitId, startsAtMs, clinician }) => ({ visitId, startsAtMs, clinician })) : [];
  return (
    <Messages areas={["pain", "errors"]}>
      <PainPage patientId={may("list") ? actor.patientId : null} as={proxyId.success ? as : undefined} back={proxyId.success ? `/home?for=${proxyId.data}` : "/home"} visits={open} zone={view.zone} />
    </Messages>
  );
}
