"use client";

import { useTranslations } from "next-intl";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon } from "@/components/kit/icon";
import { SETTINGS_SECTIONS } from "./settings-sections";

/** The parts of the settings, beside each of them. */
export function SettingsNav() {
  const t = useTranslations("practice.nav");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="settings-nav">
      {path !== "/settings" && (
        <Link href="/settings" className="settings-link settings-all">
          <Icon name="chevron-start" size="small" />
          {t("title")}
        </Link>
      )}
      <ul>
        {SETTINGS_SECTIONS.map((section) => {
          const href = `/settings/${section}`;
          return (
            <li key={section}>
              <Link href={href} className="settings-link" aria-current={path === href ? "page" : undefined}>
                {t(section)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
