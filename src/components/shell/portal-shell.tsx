import type { ReactNode } from "react";
import { AriaProvider } from "@/components/kit/aria-provider";
import { Logo } from "@/components/kit/logo";
import type { Role } from "@/core/access/actor";
import type { Theme } from "@/core/kit/preferences";
import type { LocaleOption } from "./language-switch";
import { PersonMenu } from "./person-menu";
import { PortalLinks } from "./portal-links";
import { portalLinks } from "./portal-nav";

interface PortalShellProps {
  /** Who is signed in; a patient has no roles. */
  person: { name: string; roles: readonly Role[] };
  /** Where the logo leads; the first of the person's links if left out. */
  home?: string;
  theme: Theme;
  locales: readonly LocaleOption[];
  /** At the end of the bar, before the person: a search, a help link. */
  tools?: ReactNode;
  children: ReactNode;
}

/** The portal around a page: bar of 64 px with the ways to go, then the page's own `main`. */
export function PortalShell({ person, home, theme, locales, tools, children }: PortalShellProps) {
  const links = portalLinks(person.roles);
  return (
    <AriaProvider>
      <header className="portal-bar">
        <Logo href={home ?? links[0]?.href ?? "/"} />
        {links.length > 0 && <PortalLinks links={links} />}
        <div className="flex-1" />
        {tools}
        <PersonMenu name={person.name} theme={theme} locales={locales} hasModels={person.roles.includes("clinician")} />
      </header>
      {children}
    </AriaProvider>
  );
}
