import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import Link from "next/link";
import { SETTINGS_SECTIONS } from "@/components/practice/settings-sections";
import { ProblemPanel } from "@/components/shell/problem-page";
import { hasRole } from "@/core/access/actor";
import { pageActor } from "@/server/kit/run-query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice.nav"))("title") };
}

/** The parts of the settings, each with what it is for. */
export default async function Settings() {
  const [actor, t] = await Promise.all([pageActor(), getTranslations("practice")]);
  return (
    <main id="main" tabIndex={-1} className="settings-page">
      {hasRole(actor, "admin") ? (
        <>
          <h1 className="text-h1">{t("nav.title")}</h1>
          <p className="mt-2 text-ink2">{t("nav.words")}</p>
          <ul className="settings-cards">
            {SETTINGS_SECTIONS.map((section) => (
              <li key={section}>
                <Link href={`/settings/${section}`}>
                  <span className="font-semibold">{t(`nav.${section}`)}</span>
                  <span className="text-small text-ink2">{t(`about.${section}`)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <ProblemPanel kind="denied" returnTo="/settings" />
      )}
    </main>
  );
}
