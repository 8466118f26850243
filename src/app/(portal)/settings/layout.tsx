import type { ReactNode } from "react";
import "@/components/practice/practice.css";
import { SettingsNav } from "@/components/practice/settings-nav";
import { hasRole } from "@/core/access/actor";
import { Messages } from "@/i18n/message-provider";
import { pageActor } from "@/server/kit/run-query";

/** The settings, with the ways between their parts for those who have them. What each may see is decided by its queries. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  if (!hasRole(actor, "admin")) return children;
  return (
    <div className="settings-sides">
      <Messages areas={["practice"]}>
        <SettingsNav />
      </Messages>
      <div className="min-w-0">{children}</div>
    </div>
  );
}
