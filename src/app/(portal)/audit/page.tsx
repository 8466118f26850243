import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AuditPage } from "@/components/audit/audit-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { searchAudit } from "@/server/audit/search";
import { chainStatus } from "@/server/audit/status";
import { runQuery } from "@/server/kit/run-query";
import { NextUp } from "../_next-up";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

/** Who saw what, for the auditor. */
export default async function Audit() {
  const [found, status] = await Promise.all([runQuery(searchAudit, { filter: {} }), runQuery(chainStatus, {})]);
  const failed = !found.ok ? found.error : !status.ok ? status.error : null;
  if (!found.ok || !status.ok) {
    return (
      <main id="main" tabIndex={-1} className="mx-auto max-w-[60rem] px-4 py-8 tablet:px-8">
        <ProblemPanel level={1} kind={failed?.kind ?? "unavailable"} returnTo="/audit" />
      </main>
    );
  }
  return (
    <>
      <NextUp />
      <Messages areas={["audit", "access", "errors"]}>
        <AuditPage initial={found.value} status={status.value} />
      </Messages>
    </>
  );
}
