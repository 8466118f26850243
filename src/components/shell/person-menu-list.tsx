"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition, type RefObject } from "react";
import { MenuChoice, MenuItem, MenuPopup, MenuRule } from "@/components/kit/menu";
import { THEMES, type Theme } from "@/core/kit/preferences";
import { chosenCode, type LocaleOption } from "./language-switch";
import { rememberLocale, rememberTheme } from "./preferences";

interface PersonMenuListProps {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  locales: readonly LocaleOption[];
  /** The button that it belongs to. */
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** Language, light or dark, and the way out: open as long as it is on the page. */
export function PersonMenuList({ theme, onTheme, locales, trigger, onClose }: PersonMenuListProps) {
  const t = useTranslations("kit");
  const locale = useLocale();
  const router = useRouter();
  const [, start] = useTransition();
  const [isOpen, setOpen] = useState(true);

  const chooseTheme = (value: string) => {
    const chosen = THEMES.find((candidate) => candidate === value);
    if (!chosen) return;
    rememberTheme(chosen);
    onTheme(chosen);
  };
  const chooseLocale = (code: string) => {
    rememberLocale(code);
    start(() => router.refresh());
  };
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) onClose();
  };

  return (
    <MenuPopup label={t("person.label")} placement="bottom end" trigger={trigger} isOpen={isOpen} onOpenChange={change}>
      <MenuChoice heading={t("language")} value={chosenCode(locale, locales)} onChange={chooseLocale}>
        {locales.map(({ code, name: own }) => (
          <MenuItem key={code} id={code} lang={code}>
            {own}
          </MenuItem>
        ))}
      </MenuChoice>
      <MenuRule />
      <MenuChoice heading={t("theme.heading")} value={theme} onChange={chooseTheme}>
        {THEMES.map((option) => (
          <MenuItem key={option} id={option} icon={option === "dark" ? "moon" : option === "light" ? "sun" : "laptop"}>
            {t(`theme.${option}`)}
          </MenuItem>
        ))}
      </MenuChoice>
      <MenuRule />
      <MenuItem id="sessions" icon="screen" href="/account/sessions">
        {t("person.devices")}
      </MenuItem>
      <MenuItem id="sign-out" icon="leave" href="/sign-out">
        {t("person.signOut")}
      </MenuItem>
    </MenuPopup>
  );
}
