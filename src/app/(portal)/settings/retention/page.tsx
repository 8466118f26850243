import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RetentionPage } from "@/components/retention/retention-page";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { runQuery } from "@/server/kit/run-query";
import { listReceipts } from "@/server/retention/delete-patient";
import { listDue } from "@/server/retention/due";
import { listHolds } from "@/server/retention/holds";
import { listRules } from "@/server/retention/rules";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("retention");
  return { title: t("title") };
}

export default async function RetentionSettingsPage() {
  const [rules, due, holds, receipts] = await Promise.all([runQuery(listRules, {}), runQuery(listDue, {}), runQuery(listHolds, {}), runQuery(listReceipts, {})]);
  if (rules.ok && due.ok && holds.ok && receipts.ok) {
    return (
      <Messages areas={["access", "errors", "retention"]}>
        <RetentionPage rules={rules.value} due={due.value} holds={holds.value.holds} receipts={receipts.value.receipts} mayDelete={rules.value.mayChange} />
      </Messages>
    );
  }
  const refused = [rules, due, holds, receipts].find((each) => !each.ok);
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[60rem] px-4 py-8 tablet:px-8">
      <ProblemPanel kind={refused === undefined || refused.ok ? "unavailable" : refused.error.kind} returnTo="/settings/retention" />
    </main>
  );
}
