import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { redirect } from "next/navigation";
import { MyVisitsPage } from "@/components/people/my-visits-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { homeOf } from "@/core/access/paths";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { myVisits } from "@/server/people/my-visits";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.home"))("title") };
}

/** A patient's first page. Staff have their own. */
export default async function Home() {
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
    <Messages areas={["people"]}>
      <MyVisitsPage initial={visits.value} />
    </Messages>
  );
}
