"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { PortalLink } from "./portal-nav";

/** Where you can go; the page you are on is marked. */
export function PortalLinks({ links }: { links: readonly PortalLink[] }) {
  const t = useTranslations("kit.nav");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="portal-links">
      {links.map(({ id, href }) => {
        const isHere = path === href || path.startsWith(`${href}/`);
        return (
          <Link key={id} href={href} prefetch={false} className="tab" aria-current={isHere ? "page" : undefined}>
            {t(id)}
          </Link>
        );
      })}
    </nav>
  );
}
