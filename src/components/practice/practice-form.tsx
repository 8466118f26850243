"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { SelectField, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { zoneOptions } from "@/components/people/options";
import { useUnsaved } from "@/components/people/use-unsaved";
import { changedFields, mergeEdits } from "@/core/people/merge-edits";
import type { PracticeSettings } from "@/core/practice/settings";
import { zonePlace } from "@/core/scheduling/zone-place";
import { callQuery } from "@/room/api";
import { BothVersions } from "./both-versions";
import { useSave } from "./use-save";

const FIELDS = ["name", "phone", "address", "website", "emergencyNumber", "zone", "locale", "locales", "majorityAge", "mediaSealing"] as const;
type Values = Pick<PracticeSettings, (typeof FIELDS)[number]>;

const LANGUAGES = ["en", "es"] as const;
const SEALINGS = ["possible", "always"] as const;

function valuesOf(settings: PracticeSettings): Values {
  const { name, phone, address, website, emergencyNumber, zone, locale, locales, majorityAge, mediaSealing } = settings;
  return { name, phone, address, website, emergencyNumber, zone, locale, locales, majorityAge, mediaSealing };
}

/** Name, ways to be reached, clock and languages. Two who change at once see both. */
export function PracticeForm({ initial }: { initial: PracticeSettings }) {
  const t = useTranslations("practice");
  const say = useErrorWords();
  const [base, setBase] = useState(initial);
  const [values, setValues] = useState(valuesOf(initial));
  const [theirs, setTheirs] = useState<PracticeSettings | null>(null);
  const { isPending, error, setError, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const isDirty = Object.keys(changedFields(valuesOf(base), values)).length > 0;
  useUnsaved(isDirty);

  const send = async (from: PracticeSettings, wanted: Values) => {
    const input = { version: from.version, changes: changedFields(valuesOf(from), wanted) };
    const done = await save<{ version: number }>("practice/change-practice", input, t("form.saved"), () => void show());
    if (done === null) return;
    setBase({ ...from, ...wanted, version: done.version });
    setValues(wanted);
    setTheirs(null);
  };
  const show = async () => {
    const now = await callQuery<object, PracticeSettings>("practice/settings", {});
    if (!now.ok) return setError(now.error);
    // Only the look or the modules changed: nothing here is in anybody's way.
    const isApart = Object.keys(changedFields(valuesOf(base), valuesOf(now.value))).length === 0;
    if (isApart) void send(now.value, values);
    else setTheirs(now.value);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isDirty) void send(base, values);
  };

  if (theirs !== null) {
    const { merged, conflicts } = mergeEdits(valuesOf(base), values, valuesOf(theirs));
    const word = (value: Values[keyof Values]) => (Array.isArray(value) ? value.join(", ") : String(value ?? ""));
    const mine = { ...merged, ...Object.fromEntries(conflicts.map((field) => [field, values[field]])) };
    return (
      <BothVersions
        differences={FIELDS.filter((field) => word(valuesOf(theirs)[field]) !== word(values[field])).map((field) => ({ name: t(`fields.${field}`), theirs: word(valuesOf(theirs)[field]), mine: word(mine[field]) }))}
        words={{ title: t("conflict.title"), words: t("conflict.words"), theirs: t("conflict.theirs"), mine: t("conflict.mine"), keepTheirs: t("conflict.keepTheirs"), keepMine: t("conflict.keepMine"), none: t("conflict.none") }}
        isPending={isPending}
        onMine={() => void send(theirs, mine)}
        onTheirs={() => {
          setBase(theirs);
          setValues(valuesOf(theirs));
          setTheirs(null);
        }}
      />
    );
  }
  return (
    <>
      <form ref={form} noValidate method="post" onSubmit={submit} className="settings-form">
        <PracticeFields values={values} base={base} wrong={(field) => (error?.fields?.[`changes.${field}`] === undefined ? undefined : say(error, `changes.${field}`))} set={(change) => setValues((before) => ({ ...before, ...change }))} />
        <FormFoot save={t("form.save")} change={{ isDirty, unsaved: t("form.unsaved"), nothing: t("form.nothing") }} isPending={isPending} error={error} />
      </form>
      {dialog}
    </>
  );
}

interface PracticeFieldsProps {
  values: Values;
  base: PracticeSettings;
  wrong: (field: keyof Values) => string | undefined;
  set: (change: Partial<Values>) => void;
}

function PracticeFields({ values, base, wrong, set }: PracticeFieldsProps) {
  const t = useTranslations("practice.form");
  const language = new Intl.DisplayNames([useLocale()], { type: "language" });
  const optional = t("optional");
  return (
    <>
      <TextField required label={t("name")} dir="auto" spellCheck={false} value={values.name} error={wrong("name")} onChange={(name) => set({ name })} />
      <TextField label={t("phone")} type="tel" dir="ltr" optional={optional} value={values.phone ?? ""} error={wrong("phone")} onChange={(phone) => set({ phone: phone === "" ? null : phone })} />
      <TextField label={t("address")} dir="auto" optional={optional} value={values.address ?? ""} error={wrong("address")} onChange={(address) => set({ address: address === "" ? null : address })} />
      <TextField label={t("website")} type="url" dir="ltr" optional={optional} value={values.website ?? ""} error={wrong("website")} onChange={(website) => set({ website: website === "" ? null : website })} />
      <TextField required label={t("emergency")} inputMode="numeric" dir="ltr" help={t("emergencyHelp")} value={values.emergencyNumber} error={wrong("emergencyNumber")} onChange={(emergencyNumber) => set({ emergencyNumber })} />
      <SelectField label={t("zone")} value={values.zone} error={wrong("zone")} options={zoneOptions(values.zone)} onChange={(zone) => set({ zone })} />
      {values.zone !== base.zone && <Banner kind="slow" icon="clock" live="polite" fact={t("zoneWarn", { count: base.visitsToCome, from: zonePlace(base.zone), to: zonePlace(values.zone) })} />}
      <SelectField label={t("own")} value={values.locale} error={wrong("locale")} options={LANGUAGES.map((value) => ({ value, label: language.of(value) ?? value }))} onChange={(locale) => set({ locale })} />
      <ChoiceGroup label={t("locales")} help={t("localesHelp")} error={wrong("locales")}>
        {LANGUAGES.map((code) => (
          <Choice
            key={code}
            light
            title={language.of(code) ?? code}
            checked={values.locales.includes(code)}
            onChange={(isOn) => set({ locales: LANGUAGES.filter((each) => (each === code ? isOn : values.locales.includes(each))) })}
          />
        ))}
      </ChoiceGroup>
      <SelectField
        label={t("majorityAge")}
        help={t("majorityHelp")}
        value={String(values.majorityAge)}
        error={wrong("majorityAge")}
        options={Array.from({ length: 12 }, (_, at) => String(at + 14)).map((value) => ({ value, label: value }))}
        onChange={(age) => set({ majorityAge: Number(age) })}
      />
      <SelectField
        label={t("mediaSealing")}
        help={t("mediaSealingHelp")}
        value={values.mediaSealing}
        error={wrong("mediaSealing")}
        options={SEALINGS.map((value) => ({ value, label: t(`sealing.${value}`) }))}
        onChange={(wanted) => set({ mediaSealing: wanted === "always" ? "always" : "possible" })}
      />
    </>
  );
}
