import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SecurityParts } from "@/components/access/security-page";
import { LinkButton } from "@/components/kit/plain-button";
import { ProblemPanel } from "@/components/shell/problem-page";
import { homeOf } from "@/core/access/paths";
import { oidcSettings } from "@/server/access/oidc";
import { ownSecurity } from "@/server/access/own-security";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { OwnSession } from "../_own-session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.security");
  return { title: t("title") };
}

export default async function SecurityPage() {
  const [t, result, actor] = await Promise.all([getTranslations("access.security"), runQuery(ownSecurity, {}), pageActor()]);
  if (!result.ok) return <ProblemPanel kind={result.error.kind} returnTo="/account/security" />;
  return (
    <>
      <OwnSession />
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      <SecurityParts view={result.value} outside={oidcSettings()?.name ?? null} />
      <div className="mt-12 flex flex-wrap gap-2 border-t border-rule pt-6">
        <LinkButton href="/account/sessions">{t("sessions")}</LinkButton>
        <LinkButton kind="text" href={homeOf(actor)} icon="back">
          {t("back")}
        </LinkButton>
      </div>
    </>
  );
}
