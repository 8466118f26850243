import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActingList } from "@/components/people/acting-list";
import { HelperList } from "@/components/people/helper-list";
import "@/components/people/people.css";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { actingFor, listProxies } from "@/server/people/proxies";
import { NextUp } from "../../_next-up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("patients.helpers"))("ownTitle") };
}

/** For whom one acts, and, for a patient, who acts for them. */
export default async function People() {
  const actor = await pageActor();
  const [acting, helpers] = await Promise.all([
    runQuery(actingFor, {}),
    actor.kind === "patient" ? runQuery(listProxies, { patientId: actor.patientId }) : null,
  ]);
  if (!acting.ok) {
    return (
      <main id="main" tabIndex={-1} className="people-page">
        <ProblemPanel kind={acting.error.kind} returnTo="/home/people" />
      </main>
    );
  }
  const zone = actor.kind === "patient" || actor.kind === "account" || actor.kind === "staff" ? actor.zone : "UTC";
  return (
    <>
      <NextUp isColumn />
      <Messages areas={["patients", "people", "errors"]}>
        <main id="main" tabIndex={-1} className="people-page people-reading grid gap-10">
          {(acting.value.people.length > 0 || helpers === null) && <ActingList people={acting.value.people} isPatient={actor.kind === "patient"} zone={zone} />}
          {helpers?.ok === true && <HelperList initial={helpers.value} isStaff={false} level={acting.value.people.length > 0 ? 2 : 1} />}
        </main>
      </Messages>
    </>
  );
}
