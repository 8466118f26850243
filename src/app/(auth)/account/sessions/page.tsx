import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { SessionList } from "@/components/access/session-list";
import { LinkButton } from "@/components/kit/plain-button";
import { ProblemPanel } from "@/components/shell/problem-page";
import { homeOf } from "@/core/access/paths";
import { listSessions } from "@/server/access/list-sessions";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { OwnSession } from "../_own-session";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("access.sessions");
  return { title: t("title") };
}

export default async function SessionsPage() {
  const [t, result, actor] = await Promise.all([getTranslations("access.sessions"), runQuery(listSessions, {}), pageActor()]);
  if (!result.ok) return <ProblemPanel kind={result.error.kind} returnTo="/account/sessions" />;
  const home = homeOf(actor);
  return (
    <>
      <OwnSession />
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-2 max-w-[30rem] text-ink2">{t("words")}</p>
      <SessionList sessions={result.value.sessions} />
      <div className="mt-8 flex flex-wrap gap-2">
        <LinkButton href="/account/security" icon="lock">
          {t("security")}
        </LinkButton>
        {home !== "/account/sessions" && (
          <LinkButton kind="text" href={home} icon="back">
            {t("back")}
          </LinkButton>
        )}
      </div>
    </>
  );
}
