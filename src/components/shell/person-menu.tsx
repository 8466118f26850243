"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { Button } from "@/components/kit/button";
import { Avatar } from "@/components/kit/mark";
import { Menu, MenuChoice, MenuItem, MenuRule } from "@/components/kit/menu";
import { THEMES, type Theme } from "@/core/kit/preferences";
import { chosenCode, type LocaleOption } from "./language-switch";
import { rememberLocale, rememberTheme } from "./preferences";

interface PersonMenuProps {
  name: string;
  theme: Theme;
  locales: readonly LocaleOption[];
}

/** Who you are, your language, light or dark, and the way out. */
export function PersonMenu({ name, theme, locales }: PersonMenuProps) {
  const t = useTranslations("kit");
  const locale = useLocale();
  const router = useRouter();
  const [shownTheme, setShownTheme] = useState(theme);
  const [, start] = useTransition();

  const chooseTheme = (value: string) => {
    const chosen = THEMES.find((candidate) => candidate === value);
    if (!chosen) return;
    rememberTheme(chosen);
    setShownTheme(chosen);
  };
  const chooseLocale = (code: string) => {
    rememberLocale(code);
    start(() => router.refresh());
  };

  return (
    <Menu
      label={t("person.label")}
      placement="bottom end"
      trigger={
        <Button kind="quiet" className="person-button" aria-label={`${t("person.label")}, ${name}`}>
          <span className="flex items-center gap-2">
            <Avatar name={name} />
            <span className="person-name">{name}</span>
          </span>
        </Button>
      }
    >
      <MenuChoice heading={t("language")} value={chosenCode(locale, locales)} onChange={chooseLocale}>
        {locales.map(({ code, name: own }) => (
          <MenuItem key={code} id={code} lang={code}>
            {own}
          </MenuItem>
        ))}
      </MenuChoice>
      <MenuRule />
      <MenuChoice heading={t("theme.heading")} value={shownTheme} onChange={chooseTheme}>
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
    </Menu>
  );
}
