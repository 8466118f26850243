"use client";

import { useRouter } from "next/navigation";
import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { I18nProvider, RouterProvider } from "react-aria-components";

/** Around every page that uses React Aria: its language is the page's, its links are the router's. */
export function AriaProvider({ children }: { children: ReactNode }) {
  const router = useRouter();
  const locale = useLocale();
  return (
    <I18nProvider locale={locale}>
      <RouterProvider navigate={(href) => router.push(href)}>{children}</RouterProvider>
    </I18nProvider>
  );
}
