"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTransition } from "react";
import { Icon } from "@/components/kit/icon";
import { rememberLocale } from "./preferences";

export interface LocaleOption {
  code: string;
  /** In its own language. */
  name: string;
}

/** The code of the option that a page's locale belongs to: `en-GB` is `en`. */
export function chosenCode(locale: string, locales: readonly LocaleOption[]): string {
  return locales.find(({ code }) => code === locale)?.code ?? locale.split("-")[0] ?? locale;
}

/** The device's own picker behind a word, for pages without a person menu. */
export function LanguageSwitch({ locales }: { locales: readonly LocaleOption[] }) {
  const t = useTranslations("kit");
  const locale = useLocale();
  const router = useRouter();
  const [isPending, start] = useTransition();
  const choose = (code: string) => {
    rememberLocale(code);
    start(() => router.refresh());
  };
  return (
    <label className="language-switch" data-pending={isPending || undefined}>
      <Icon name="language" />
      <span className="sr-only">{t("language")}</span>
      <select value={chosenCode(locale, locales)} onChange={(event) => choose(event.target.value)}>
        {locales.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
