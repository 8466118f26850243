import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LinkButton } from "@/components/kit/plain-button";
import { SignInForm } from "@/components/access/sign-in-form";
import { homeOf, safeReturnPath } from "@/core/access/paths";
import { pageActor } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.signIn");
  return { title: t("pageTitle") };
}

interface SignInPageProps {
  searchParams: Promise<{ to?: string; ended?: string }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const [asked, t, actor] = await Promise.all([searchParams, getTranslations("access.signIn"), pageActor()]);
  const returnTo = safeReturnPath(asked.to);
  if (actor.kind !== "public") redirect(returnTo ?? homeOf(actor));
  const isDemo = process.env.BEDSIDE_DEMO === "1";
  return (
    <>
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("patients")}</p>
      <SignInForm returnTo={returnTo} notice={asked.ended === undefined ? undefined : t("ended")} />
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
