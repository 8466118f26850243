"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Banner } from "@/components/kit/banner";
import { SelectField } from "@/components/kit/field";
import { announce } from "@/components/kit/live-region";
import { LinkButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { zoneOptions } from "@/components/people/options";
import { chosenCode, type LocaleOption } from "@/components/shell/language-switch";
import { keepSettings, type OwnSettings } from "@/components/shell/preferences";
import { useSettings, type SettingsChange } from "@/components/shell/use-settings";
import type { DomainError } from "@/core/kit/errors";
import { THEMES, type PreferenceName } from "@/core/kit/preferences";
import { HearBell } from "./hear-bell";
import { SettingGroup } from "./setting-group";
import "@/components/home/home.css";

interface SettingsPageProps {
  initial: OwnSettings;
  locales: readonly LocaleOption[];
  isStaff: boolean;
}

/** The tone for messages comes with the messages: what does nothing is not offered. */
type OfferedName = Exclude<PreferenceName, "chatSound">;

/** What a change changed, the other way round. */
function inverse(before: OwnSettings, { theme, locale, zone, preferences }: SettingsChange): SettingsChange {
  const names = Object.keys(preferences ?? {}) as PreferenceName[];
  return {
    ...(theme === undefined ? {} : { theme: before.theme }),
    ...(locale === undefined ? {} : { locale: before.locale }),
    ...(zone === undefined ? {} : { zone: before.zone }),
    ...(names.length === 0 ? {} : { preferences: Object.fromEntries(names.map((name) => [name, before.preferences[name]])) }),
  };
}

/** A person's own settings: each is kept as it is chosen, shown at once, and can be taken back. */
export function SettingsPage({ initial, locales, isStaff }: SettingsPageProps) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const say = useErrorWords();
  const send = useSettings();
  const [own, setOwn] = useState(initial);
  const [error, setError] = useState<DomainError | null>(null);
  const latest = useRef(initial);
  // One after the other, so that answers come in the order of the choices.
  const sending = useRef<Promise<unknown>>(Promise.resolve());
  // What the account says holds, whatever this browser remembered from before.
  useEffect(() => keepSettings(initial), [initial]);
  const show = (next: OwnSettings) => {
    latest.current = next;
    setOwn(next);
  };
  const showChange = (change: SettingsChange) =>
    show({ ...latest.current, ...change, preferences: { ...latest.current.preferences, ...change.preferences } });
  const set = async (change: SettingsChange, isUndo = false) => {
    const back = inverse(latest.current, change);
    showChange(change);
    const sent = sending.current.then(() => send(change));
    sending.current = sent;
    const answer = await sent;
    const failed = "kind" in answer;
    setError(failed ? answer : null);
    if (failed) return showChange(back);
    // An older answer doesn't know of what was chosen since.
    if (sending.current === sent) show(answer);
    if (isUndo) return announce(t("undone"));
    showToast({ text: t("saved"), undo: { word: t("undo"), run: () => void set(back, true) } });
  };
  const group = (name: OfferedName, options: readonly string[], notes: Partial<Record<string, string>> = {}) => (
    <SettingGroup
      name={name}
      label={t(`${name}.label`)}
      value={own.preferences[name]}
      options={options.map((value) => ({ value, title: t(`${name}.${value}` as "text.m"), note: notes[value] }))}
      onChange={(value) => void set({ preferences: { [name]: value } })}
    />
  );
  return (
    <main id="main" tabIndex={-1} className="home-page">
      <h1 className="text-h1">{t("title")}</h1>
      <p className="mt-1 text-ink2">{t("words")}</p>
      {error !== null && <Banner kind="urgent" live="assertive" className="mt-4" fact={say(error)} />}
      <Part title={t("look")}>
        <SettingGroup
          name="theme"
          label={t("theme.label")}
          value={own.theme}
          options={THEMES.map((value) => ({ value, title: t(`theme.${value}`) }))}
          onChange={(value) => void set({ theme: THEMES.find((each) => each === value) })}
        />
        {group("text", ["s", "m", "l", "xl"])}
        {group("contrast", ["system", "more"], { more: t("contrast.moreNote") })}
        {group("motion", ["system", "less"], { less: t("motion.lessNote") })}
      </Part>
      <Part title={t("time")}>
        <SelectField
          label={t("locale.label")}
          // One that the practice offers no more gives way on the page; it is kept until another is chosen.
          value={locales.some(({ code }) => code === own.locale) ? own.locale : chosenCode(locale, locales)}
          onChange={(code) => void set({ locale: code })}
          options={locales.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <SelectField label={t("zone.label")} help={t("zone.help")} value={own.zone} onChange={(zone) => void set({ zone })} options={zoneOptions(own.zone)} />
        {group("clock", ["24", "12"])}
        {group("dates", ["day_first", "month_first"])}
      </Part>
      {isStaff && (
        <Part title={t("sound")}>
          {group("arrivalSound", ["on", "off"])}
          <HearBell />
        </Part>
      )}
      <Part title={t("visit")}>
        {group("hand", ["right", "left"], { left: t("hand.leftNote") })}
        {group("captions", ["off", "on"], { on: t("captions.onNote") })}
      </Part>
      <div className="mt-8 flex flex-wrap gap-2">
        <LinkButton href="/account/security" icon="lock">
          {t("security")}
        </LinkButton>
        <LinkButton href="/account/sessions" icon="screen">
          {t("devices")}
        </LinkButton>
      </div>
    </main>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8 border-t border-rule pt-4" aria-label={title}>
      <h2 className="text-h3">{title}</h2>
      <div className="mt-3 grid gap-5">{children}</div>
    </section>
  );
}
