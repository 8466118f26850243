import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { SessionWatch } from "@/components/access/session-watch";
import { PortalShell } from "@/components/shell/portal-shell";
import { ProblemPage } from "@/components/shell/problem-page";
import { hasSession } from "@/core/access/actor";
import { parseTheme, PREFERENCE_COOKIES } from "@/core/kit/preferences";
import { localeOptions } from "@/i18n/locales";
import { pageActor } from "@/server/kit/run-query";

/** Pages of signed-in people. What each may see is decided by its queries, not here. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [actor, jar] = await Promise.all([pageActor(), cookies()]);
  if (!hasSession(actor)) return <ProblemPage kind="signed_out" />;
  // With one factor staff reach nothing of what is here: the way leads to the second.
  if (actor.kind === "staff" && !actor.strong) redirect("/sign-in/done");
  const person = { name: actor.name, roles: actor.kind === "staff" ? actor.roles : [] };
  return (
    <PortalShell
      person={person}
      home={actor.kind === "staff" ? undefined : "/home"}
      theme={parseTheme(jar.get(PREFERENCE_COOKIES.theme)?.value)}
      locales={localeOptions()}
    >
      <SessionWatch sessionId={actor.sessionId} accountId={actor.accountId} />
      {children}
    </PortalShell>
  );
}
