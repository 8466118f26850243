import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProblemPanel } from "@/components/shell/problem-page";
import { TodayPage } from "@/components/today/today-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { schedulingToday } from "@/server/scheduling/today";
import { NextUp } from "../_next-up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("scheduling.today"))("title") };
}

/** The clinician's day. */
export default async function Today() {
  const today = await runQuery(schedulingToday, {});
  if (!today.ok) {
    return (
      <main id="main" className="p-6">
        <ProblemPanel kind={today.error.kind} returnTo="/today" />
      </main>
    );
  }
  return (
    <>
      <NextUp without={["note_unsigned"]} />
      <Messages areas={["scheduling", "errors"]}>
        <TodayPage initial={today.value} />
      </Messages>
    </>
  );
}
