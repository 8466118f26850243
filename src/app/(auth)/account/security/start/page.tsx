import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { StartFactor } from "@/components/access/start-factor";
import { ProblemPanel } from "@/components/shell/problem-page";
import { safeReturnPath } from "@/core/access/paths";
import { ownSecurity } from "@/server/access/own-security";
import { signInStep } from "@/server/access/second-step";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.start");
  return { title: t("title") };
}

export default async function StartPage({ searchParams }: { searchParams: Promise<{ to?: string }> }) {
  const [{ to }, t, step, result] = await Promise.all([
    searchParams,
    getTranslations("access.start"),
    runQuery(signInStep, {}),
    runQuery(ownSecurity, {}),
  ]);
  const returnTo = safeReturnPath(to);
  if (!result.ok) return <ProblemPanel kind={result.error.kind} returnTo="/account/security/start" />;
  if (step.ok && step.value.step === "second") redirect("/sign-in/second");
  if (result.value.totpAtMs !== null || result.value.passkeys.length > 0) redirect("/account/security");
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      <StartFactor returnTo={returnTo} needsVouch={result.value.needsVouch} />
    </>
  );
}
