import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecoveryList } from "@/components/access/recovery-list";
import { ProblemPanel } from "@/components/shell/problem-page";
import { Messages } from "@/i18n/message-provider";
import { listRecoveries } from "@/server/access/recoveries";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.recoveries");
  return { title: t("title") };
}

export default async function RecoveriesPage() {
  const [t, result] = await Promise.all([getTranslations("access.recoveries"), runQuery(listRecoveries, {})]);
  return (
    <main id="main" tabIndex={-1} className="mx-auto max-w-[60rem] px-4 py-8 tablet:px-8">
      {result.ok ? (
        <>
          <h1 className="text-h1">{t("title")}</h1>
          <p className="mt-2 max-w-[34rem] text-ink2">{t("words")}</p>
          <Messages areas={["access", "errors"]}>
            <RecoveryList recoveries={result.value.recoveries} />
          </Messages>
        </>
      ) : (
        <ProblemPanel kind={result.error.kind} returnTo="/settings/recoveries" />
      )}
    </main>
  );
}
