import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { EmergencyBanner } from "@/components/access/emergency-banner";
import { SessionWatch } from "@/components/access/session-watch";
import { Bell } from "@/components/notifications/bell";
import { SearchButton } from "@/components/search/search-button";
import { PracticeLook } from "@/components/practice/practice-look";
import { PortalShell } from "@/components/shell/portal-shell";
import { ProblemPage } from "@/components/shell/problem-page";
import { hasSession } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { homeOf } from "@/core/access/paths";
import { evaluate } from "@/core/access/policy";
import { parseTheme, preferenceIn } from "@/core/kit/preferences";
import { localeOptions } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { standingEmergencies } from "@/server/access/break-glass-door";
import { pageActor, runQuery } from "@/server/kit/run-query";
import { pageFace, pageLanguages } from "@/server/practice/look";

/** Says on every page, while it stands, that somebody reads a record which isn't theirs to read. */
async function EmergencyBanners({ zone }: { zone: string }) {
  const standing = await runQuery(standingEmergencies, {});
  if (!standing.ok) return null;
  return (
    <Messages areas={["emergency", "errors"]}>
      <EmergencyBanner emergencies={standing.value.emergencies} zone={zone} />
    </Messages>
  );
}

/** Finding, for those who may; and what a person is told. */
function Tools({ mayFind, isStaff }: { mayFind: boolean; isStaff: boolean }) {
  return (
    <Messages areas={["search", "notifications", "errors"]}>
      {mayFind && <SearchButton isStaff={isStaff} />}
      <Bell />
    </Messages>
  );
}

/** Pages of signed-in people. What each may see is decided by its queries, not here. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [actor, jar] = await Promise.all([pageActor(), cookies()]);
  if (!hasSession(actor)) return <ProblemPage kind="signed_out" />;
  // With one factor staff reach nothing of what is here: the way leads to the second.
  if (actor.kind === "staff" && !actor.strong) redirect("/sign-in/done");
  const [face, languages] = await Promise.all([pageFace(), pageLanguages()]);
  const person = { name: actor.name, roles: actor.kind === "staff" ? actor.roles : [] };
  return (
    <PracticeLook face={face}>
      <PortalShell
        person={person}
        home={homeOf(actor)}
        theme={parseTheme(preferenceIn((name) => jar.get(name)?.value, "theme"))}
        locales={localeOptions(languages)}
        tools={<Tools mayFind={evaluate(POLICY, actor, "search", "search", { practiceId: actor.practiceId, accountId: actor.accountId }).allowed} isStaff={actor.kind === "staff"} />}
      >
        <SessionWatch sessionId={actor.sessionId} accountId={actor.accountId} />
        {actor.kind === "staff" && actor.emergencies.length > 0 && <EmergencyBanners zone={actor.zone} />}
        {children}
      </PortalShell>
    </PracticeLook>
  );
}
