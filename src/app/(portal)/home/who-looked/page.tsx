import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { WhoLookedPage } from "@/components/audit/who-looked-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { accessLog } from "@/server/audit/access-log";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit.mine"))("title") };
}

/** Who looked at a patient's record, for the patient. */
export default async function WhoLooked() {
  const log = await runQuery(accessLog, {});
  if (!log.ok) {
    return (
      <main id="main" tabIndex={-1} className="p-6">
        <ProblemPanel level={1} kind={log.error.kind} returnTo="/home/who-looked" />
      </main>
    );
  }
  return (
    <Messages areas={["audit"]}>
      <WhoLookedPage initial={log.value} />
    </Messages>
  );
}
