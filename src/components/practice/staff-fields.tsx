"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { SelectField, TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { languageOptions, zoneOptions } from "@/components/people/options";
import type { StaffMemberView } from "@/core/practice/staff";

const ROLES = ["clinician", "scheduler", "admin", "auditor", "interpreter", "trainee"] as const;

/** What both the invitation and a change hold. */
export type StaffValues = Pick<StaffMemberView, "displayName" | "speciality" | "roles" | "languages" | "licencePlaces" | "zone" | "supervisorId">;

interface StaffFieldsProps {
  values: StaffValues;
  /** Clinicians who could answer for a trainee. */
  supervisors: readonly { readonly id: string; readonly displayName: string }[];
  wrong: (field: keyof StaffValues) => string | undefined;
  set: (change: Partial<StaffValues>) => void;
}

/** Who somebody is here, what they may do, and in which languages and places. */
export function StaffFields({ values, supervisors, wrong, set }: StaffFieldsProps) {
  const t = useTranslations("staff");
  return (
    <>
      <TextField required label={t("form.displayName")} dir="auto" spellCheck={false} value={values.displayName} error={wrong("displayName")} onChange={(displayName) => set({ displayName })} />
      <TextField label={t("form.speciality")} dir="auto" optional={t("form.optional")} value={values.speciality} error={wrong("speciality")} onChange={(speciality) => set({ speciality })} />
      <ChoiceGroup label={t("form.roles")} error={wrong("roles")}>
        {ROLES.map((role) => (
          <Choice
            key={role}
            title={t(`role.${role}`)}
            note={t(`roleWords.${role}`)}
            checked={values.roles.includes(role)}
            onChange={(isOn) => set({ roles: ROLES.filter((each) => (each === role ? isOn : values.roles.includes(each))) })}
          />
        ))}
      </ChoiceGroup>
      {values.roles.includes("trainee") && (
        <SelectField
          required
          label={t("form.supervisor")}
          empty={t("form.chooseSupervisor")}
          value={values.supervisorId ?? ""}
          error={wrong("supervisorId")}
          options={supervisors.map(({ id, displayName }) => ({ value: id, label: displayName }))}
          onChange={(id) => set({ supervisorId: id === "" ? null : (id as StaffValues["supervisorId"]) })}
        />
      )}
      <LanguagesField languages={values.languages} error={wrong("languages")} onChange={(languages) => set({ languages })} />
      <PlacesField places={values.licencePlaces} error={wrong("licencePlaces")} onChange={(licencePlaces) => set({ licencePlaces })} />
      <SelectField label={t("form.zone")} value={values.zone} error={wrong("zone")} options={zoneOptions(values.zone)} onChange={(zone) => set({ zone })} />
    </>
  );
}

function LanguagesField({ languages, error, onChange }: { languages: readonly string[]; error?: string; onChange: (languages: string[]) => void }) {
  const t = useTranslations("staff.form");
  const locale = useLocale();
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return (
    <ChoiceGroup label={t("languages")} help={t("languagesHelp")} error={error}>
      {languages.length > 0 && (
        <ul className="chosen-list">
          {languages.map((tag) => (
            <li key={tag}>
              <span>{names.of(tag) ?? tag}</span>
              <PlainButton kind="quiet" aria-label={t("remove", { name: names.of(tag) ?? tag })} onPress={() => onChange(languages.filter((each) => each !== tag))}>
                ×
              </PlainButton>
            </li>
          ))}
        </ul>
      )}
      <SelectField
        labelHidden
        label={t("chooseLanguage")}
        empty={t("chooseLanguage")}
        value=""
        options={languageOptions(locale).filter(({ value }) => !languages.includes(value))}
        onChange={(tag) => tag !== "" && onChange([...languages, tag])}
      />
    </ChoiceGroup>
  );
}

/** Typed as text, because parts of countries have no list that everybody knows. */
function PlacesField({ places, error, onChange }: { places: readonly string[]; error?: string; onChange: (places: string[]) => void }) {
  const t = useTranslations("staff.form");
  const [text, setText] = useState(places.join(", "));
  return (
    <TextField
      label={t("licencePlaces")}
      dir="ltr"
      spellCheck={false}
      optional={t("optional")}
      help={t("licenceHelp")}
      value={text}
      error={error}
      onChange={(typed) => {
        setText(typed);
        onChange(typed.split(/[\s,;]+/).filter((each) => each !== "").map((each) => each.toUpperCase()));
      }}
    />
  );
}
