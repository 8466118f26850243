import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/kit/plain-button";
import { SignInForm } from "@/components/access/sign-in-form";
import { SignInWays } from "@/components/access/sign-in-ways";
import { safeReturnPath } from "@/core/access/paths";
import { oidcSettings } from "@/server/access/oidc";
import { signInStep } from "@/server/access/second-step";
import { runQuery } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signIn");
  return { title: t("pageTitle") };
}

interface SignInPageProps {
  searchParams: Promise<{ to?: string; ended?: string; error?: string }>;
}

/** Why somebody is here again: their session ended, or the outside provider sent them back. */
function noticeOf({ ended, error }: { ended?: string; error?: string }, t: Awaited<ReturnType<typeof getTranslations<"access.signIn">>>) {
  if (error === "oidc") return t("oidcFailed");
  if (error !== undefined) return t("outsideFailed");
  return ended === undefined ? undefined : t("ended");
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [asked, t, step] = await Promise.all([searchParams, getTranslations("access.signIn"), runQuery(signInStep, {})]);
  const returnTo = safeReturnPath(asked.to);
  // Whoever is in, or half in, goes on from where they are.
  if (step.ok && step.value.step !== "out") redirect(returnTo === null ? "/sign-in/done" : `/sign-in/done?to=${encodeURIComponent(returnTo)}`);
  const isDemo = process.env.BEDSIDE_DEMO === "1";
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("patients")}</p>
      <SignInForm returnTo={returnTo} notice={noticeOf(asked, t)} />
      <SignInWays returnTo={returnTo} outside={oidcSettings()?.name ?? null} />
      {isDemo && (
        <div className="mt-12 border-t border-rule pt-6">
          <p className="text-ink2">{t("demo")}</p>
          <LinkButton className="mt-3" href="/demo" icon="people">
            {t("demoPeople")}
          </LinkButton>
        </div>
      )}
    </>
  );
}
