import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { LiveRegion } from "@/components/kit/live-region";
import { SkipLink } from "@/components/kit/skip-link";
import { ToastRegion } from "@/components/kit/toast";
import { OfflineNotice } from "@/components/shell/offline-notice";
import { OutageNotice } from "@/components/shell/outage-notice";
import { parseTheme, preferenceIn, readPreferences, rootAttributes } from "@/core/kit/preferences";
import { directionOf } from "@/i18n/locales";
import { Messages } from "@/i18n/message-provider";
import { fontClasses } from "./fonts";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("kit");
  return {
    title: { default: t("title"), template: `%s · ${t("name")}` },
    description: t("description"),
    // Links to visits and records must not leak through previews or search.
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f2ea" },
    { media: "(prefers-color-scheme: dark)", color: "#191816" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [head, jar, locale, t] = await Promise.all([headers(), cookies(), getLocale(), getTranslations("kit")]);
  const theme = parseTheme(preferenceIn((name) => jar.get(name)?.value, "theme"));
  const look = rootAttributes(readPreferences(preferenceIn((name) => jar.get(name)?.value, "look")));
  // Reading a header makes every page dynamic, which a nonce for each request needs anyway.
  const nonce = head.get("x-nonce") ?? undefined;
  return (
    <html lang={locale} dir={directionOf(locale)} data-theme={theme} {...look} className={fontClasses}>
      <head>
        {/* React Aria reads it for the one style element that it adds. */}
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body>
        <Messages>
          <SkipLink>{t("skip")}</SkipLink>
          <OfflineNotice />
          <OutageNotice />
          {children}
          <ToastRegion label={t("toasts")} closeLabel={t("close")} />
          <LiveRegion />
        </Messages>
      </body>
    </html>
  );
}
