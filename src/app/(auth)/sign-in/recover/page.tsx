import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecoverSteps } from "@/components/access/recover-steps";
import { ProblemPanel } from "@/components/shell/problem-page";
import { ownRecovery } from "@/server/access/recoveries";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.recover");
  return { title: t("title") };
}

export default async function RecoverPage() {
  const [t, result] = await Promise.all([getTranslations("access.recover"), runQuery(ownRecovery, {})]);
  if (!result.ok) return <ProblemPanel kind={result.error.kind} />;
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      <RecoverSteps {...result.value} />
    </>
  );
}
