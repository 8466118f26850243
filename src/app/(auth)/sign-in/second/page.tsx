import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SecondStep } from "@/components/access/second-step";
import { safeReturnPath } from "@/core/access/paths";
import { signInStep } from "@/server/access/second-step";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.second");
  return { title: t("title") };
}

export default async function SecondStepPage({ searchParams }: { searchParams: Promise<{ to?: string }> }) {
  const [{ to }, t, result] = await Promise.all([searchParams, getTranslations("access.second"), runQuery(signInStep, {})]);
  const returnTo = safeReturnPath(to);
  if (!result.ok || result.value.step !== "second") {
    redirect(returnTo === null ? "/sign-in/done" : `/sign-in/done?to=${encodeURIComponent(returnTo)}`);
  }
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      <SecondStep ways={result.value.ways} isStaff={result.value.isStaff} returnTo={returnTo} />
    </>
  );
}
