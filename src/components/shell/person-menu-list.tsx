"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type RefObject } from "react";
import { announce } from "@/components/kit/live-region";
import { MenuChoice, MenuItem, MenuPopup, MenuRule } from "@/components/kit/menu";
import { THEMES, type Theme } from "@/core/kit/preferences";
import { chosenCode, type LocaleOption } from "./language-switch";
import { rememberTheme } from "./preferences";
import { useSettings, type SettingsChange } from "./use-settings";

interface PersonMenuListProps {
  theme: Theme;
  onTheme: (theme: Theme) => void;
  locales: readonly LocaleOption[];
  hasModels: boolean;
  /** The button that it belongs to. */
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** Language, light or dark, and the way out: open as long as it is on the page. */
export function PersonMenuList({ theme, onTheme, locales, hasModels, trigger, onClose }: PersonMenuListProps) {
  const t = useTranslations("kit");
  const locale = useLocale();
  const change = useSettings();
  const [isOpen, setOpen] = useState(true);

  const set = async (wanted: SettingsChange) => {
    const answer = await change(wanted);
    if ("kind" in answer) announce(t("settingFailed"), { urgent: true });
  };
  const chooseTheme = (value: string) => {
    const chosen = THEMES.find((candidate) => candidate === value);
    if (!chosen) return;
    rememberTheme(chosen);
    onTheme(chosen);
    void set({ theme: chosen });
  };
  const chooseLocale = (code: string) => void set({ locale: code });
  const turn = (next: boolean) => {
    setOpen(next);
    if (!next) onClose();
  };

  return (
    <MenuPopup label={t("person.label")} placement="bottom end" trigger={trigger} isOpen={isOpen} onOpenChange={turn}>
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
      {hasModels && (
        <MenuItem id="models" icon="isolate" href="/settings/models">
          {t("person.models")}
        </MenuItem>
      )}
      <MenuItem id="settings" icon="settings" href="/account/settings">
        {t("person.settings")}
      </MenuItem>
      <MenuItem id="sessions" icon="screen" href="/account/sessions">
        {t("person.devices")}
      </MenuItem>
      <MenuItem id="sign-out" icon="leave" href="/sign-out">
        {t("person.signOut")}
      </MenuItem>
    </MenuPopup>
  );
}
