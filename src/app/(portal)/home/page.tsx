import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { MyVisitsPage } from "@/components/people/my-visits-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { homeOf } from "@/core/access/paths";
import { ProxyId } from "@/core/kit/ids";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { myVisits } from "@/server/people/my-visits";
import { actingFor } from "@/server/people/proxies";
import { NextUp } from "../_next-up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.home"))("title") };
}

/** A patient's first page. Staff have their own. */
export default async function Home({ searchParams }: { searchParams: Promise<{ for?: string }> }) {
  const proxyId = ProxyId.safeParse((await searchParams).for);
  if (proxyId.success) return <VisitsOf proxyId={proxyId.data} />;
  const actor = await pageActor();
  if (actor.kind === "staff" || actor.kind === "account") redirect(homeOf(actor));
  const visits = await runQuery(myVisits, {});
  if (!visits.ok) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel kind={visits.error.kind} returnTo="/home" />
      </main>
    );
  }
  return (
    <>
      <NextUp isColumn />
      <Messages areas={["people"]}>
        <MyVisitsPage initial={visits.value} />
      </Messages>
    </>
  );
}

/** The visits of somebody for whom one acts. */
async function VisitsOf({ proxyId }: { proxyId: ProxyId }) {
  const as = { kind: "proxy", proxyId } as const;
  const [visits, acting] = await Promise.all([runQuery(myVisits, {}, as), runQuery(actingFor, {})]);
  const person = acting.ok ? acting.value.people.find((each) => each.proxyId === proxyId) : undefined;
  if (!visits.ok || person === undefined) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel kind={visits.ok ? "not_found" : visits.error.kind} returnTo="/home/people" />
      </main>
    );
  }
  return (
    <Messages areas={["people", "patients"]}>
      <MyVisitsPage initial={visits.value} acting={{ proxyId, name: person.name, mayJoin: person.scopes.includes("visits") }} />
    </Messages>
  );
}
