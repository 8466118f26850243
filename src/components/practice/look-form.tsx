"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { TextField } from "@/components/kit/field";
import { FileField } from "@/components/kit/file-field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useUnsaved } from "@/components/people/use-unsaved";
import { accentShades, isHexColour, nearestAccent, readAccent } from "@/core/practice/contrast";
import type { DomainError } from "@/core/kit/errors";
import type { PracticeSettings } from "@/core/practice/settings";
import { callQuery } from "@/room/api";
import { useSave } from "./use-save";

/** The accent, with how it reads before it is saved, and the logo. */
export function LookForm({ initial }: { initial: PracticeSettings }) {
  const t = useTranslations("practice");
  const say = useErrorWords();
  const [saved, setSaved] = useState({ accent: initial.accent ?? "", version: initial.version });
  const [accent, setAccent] = useState(saved.accent);
  const { isPending, error, setError, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const router = useRouter();
  const colour = accent.trim().toLowerCase();
  const isDirty = colour !== saved.accent;
  useUnsaved(isDirty);

  const send = async (version: number) => {
    const changes = { accent: colour === "" ? null : colour };
    const done = await save<{ version: number }>("practice/change-practice", { version, changes }, t("form.saved"), (stale) => void again(stale));
    if (done === null) return;
    setSaved({ accent: colour, version: done.version });
    setAccent(colour);
    router.refresh();
  };
  // Somebody changed something else meanwhile: that is in nobody's way. Another accent is shown beside this one.
  const again = async (stale: DomainError) => {
    const now = await callQuery<object, PracticeSettings>("practice/settings", {});
    if (!now.ok) return setError(now.error);
    const { version, accent: there } = now.value;
    if ((there ?? "") === saved.accent) return send(version);
    setSaved({ accent: there ?? "", version });
    setError(stale);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDirty) void send(saved.version);
  };
  return (
    <div className="settings-form">
      <form ref={form} noValidate method="post" onSubmit={submit} className="settings-form">
        <div className="accent-line">
          <TextField label={t("look.accent")} help={t("look.accentHelp")} dir="ltr" spellCheck={false} maxLength={7} value={accent} error={error?.fields?.["changes.accent"] === undefined ? undefined : say(error, "changes.accent")} onChange={setAccent} />
          <input type="color" className="accent-pick" aria-label={t("look.pick")} value={isHexColour(colour) ? colour : "#0a5a57"} onChange={(event) => setAccent(event.target.value)} />
        </div>
        {error?.kind === "stale" && <p className="text-ink2">{`${t("conflict.theirs")}: ${saved.accent || t("conflict.none")}. ${t("conflict.mine")}: ${colour || t("conflict.none")}.`}</p>}
        {isHexColour(colour) && <AccentReadingPart colour={colour} onNearest={setAccent} />}
        <FormFoot save={t("form.save")} change={{ isDirty, unsaved: t("form.unsaved"), nothing: t("form.nothing") }} isPending={isPending} error={error} />
      </form>
      {dialog}
      <LogoPart fileId={initial.logoFileId} />
    </div>
  );
}

function AccentReadingPart({ colour, onNearest }: { colour: string; onNearest: (colour: string) => void }) {
  const t = useTranslations("practice.look");
  const format = useFormatter();
  const reading = readAccent(colour);
  const shades = accentShades(colour);
  const nearest = nearestAccent(colour);
  const ratio = (value: number) => format.number(value, { maximumFractionDigits: 1, minimumFractionDigits: 1 });
  return (
    <div className="accent-reading" aria-live="polite">
      <p className={reading.isAllowed ? "text-ink2" : "field-error"}>{reading.isAllowed ? t("good") : t("poor")}</p>
      <ul className="accent-samples">
        <li data-surface="light">
          <span style={{ color: colour }}>{t("sample")}</span>
          <span style={{ background: shades.light, color: shades.onLight }}>{t("sample")}</span>
          <small>{t("onLight", { ratio: ratio(reading.onLight) })}</small>
        </li>
        <li data-surface="dark">
          <span style={{ color: shades.dark }}>{t("sample")}</span>
          <span style={{ background: shades.dark, color: shades.onDark }}>{t("sample")}</span>
          <small>{t("onDark", { ratio: ratio(reading.onDark) })}</small>
        </li>
      </ul>
      {!reading.isAllowed && (
        <PlainButton onPress={() => onNearest(nearest)}>{t("nearest", { colour: nearest })}</PlainButton>
      )}
    </div>
  );
}

function LogoPart({ fileId }: { fileId: string | null }) {
  const t = useTranslations("practice.look");
  const router = useRouter();
  const [logo, setLogo] = useState(fileId);
  const { isPending, error, save, dialog } = useSave();
  const say = useErrorWords();
  const remove = async () => {
    if (logo === null) return;
    const gone = await save("files/remove-logo", { fileId: logo }, t("removed"));
    if (gone === null) return;
    setLogo(null);
    router.refresh();
  };
  return (
    <section aria-label={t("logo")} className="logo-part">
      {logo !== null && <img className="logo-picture" src={`/api/files/logo/${logo}`} alt={t("alt")} />}
      <FileField
        purpose="logo"
        label={t("logo")}
        help={t("logoHelp")}
        onKept={(file) => {
          setLogo(file.fileId);
          router.refresh();
        }}
      />
      {logo !== null && (
        <PlainButton kind="text" pending={isPending} onPress={() => void remove()}>
          {t("remove")}
        </PlainButton>
      )}
      {error !== null && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      {dialog}
    </section>
  );
}
