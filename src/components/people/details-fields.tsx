"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { DateField } from "@/components/kit/date-field";
import { SelectField, TextArea, TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { DetailsView } from "@/core/people/details";
import { ACCESS_NEEDS } from "@/core/people/access-needs";
import { nameNotices } from "@/core/people/name-text";
import { COUNTRY_CODES } from "./countries";
import { FIELD_ORDER, useDetailWords, useNames, type DetailValues } from "./detail-words";
import { languageOptions, zoneOptions } from "./options";

interface DetailsFieldsProps {
  values: DetailValues;
  /** Classes of fields that may be changed; null: all are shown, none is changed. */
  writable: DetailsView["writable"] | null;
  error: DomainError | null;
  set: (change: Partial<DetailValues>) => void;
}

const MAX_CONTACTS = 5;

/** All fields, in parts. */
export function DetailsFields({ values, writable, error, set }: DetailsFieldsProps) {
  const t = useTranslations("patients.details");
  if (writable === null) return <FixedDetails values={values} />;
  const shared = { values, set, error };
  return (
    <>
      {writable.includes("identity") && (
        <Part title={t("who")}>
          <WhoFields {...shared} />
        </Part>
      )}
      <Part title={t("contact")}>
        {writable.includes("calling") && <CallingFields {...shared} />}
        <ContactFields {...shared} />
      </Part>
      <Part title={t("language")}>
        <LanguageFields {...shared} />
      </Part>
      <Part title={t("needs")}>
        <NeedFields {...shared} />
      </Part>
      <Part title={t("emergency")}>
        <EmergencyFields {...shared} />
      </Part>
      <Part title={t("address")}>
        <AddressFields {...shared} />
      </Part>
    </>
  );
}

type FieldsProps = Pick<DetailsFieldsProps, "values" | "set" | "error">;

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="details-part">
      <legend className="text-h3">{title}</legend>
      <div className="details-grid">{children}</div>
    </fieldset>
  );
}

/** What the server said is wrong with one field. */
function useWrong(error: DomainError | null): (field: string) => string | undefined {
  const say = useErrorWords();
  return (field) => (error?.fields?.[`changes.${field}`] === undefined ? undefined : say(error, `changes.${field}`));
}

function NameField({ label, value, error, help, optional, onChange }: { label: string; value: string; error?: string; help?: string; optional?: string; onChange: (value: string) => void }) {
  const t = useTranslations("patients.details");
  const [notice] = nameNotices(value);
  return <TextField label={label} spellCheck={false} dir="auto" value={value} error={error} optional={optional} help={notice === undefined ? help : t(`notice.${notice}`)} onChange={onChange} />;
}

function WhoFields({ values, set, error }: FieldsProps) {
  const t = useTranslations("patients");
  const wrong = useWrong(error);
  return (
    <>
      <NameField label={t("fields.givenName")} value={values.givenName} error={wrong("givenName")} onChange={(givenName) => set({ givenName })} />
      <NameField label={t("fields.familyName")} help={t("details.familyHelp")} value={values.familyName} error={wrong("familyName")} onChange={(familyName) => set({ familyName })} />
      <DateField label={t("fields.birthDate")} defaultValue={values.birthDate} error={wrong("birthDate")} onChange={(birthDate) => birthDate !== null && set({ birthDate })} />
    </>
  );
}

function CallingFields({ values, set, error }: FieldsProps) {
  const t = useTranslations("patients");
  const wrong = useWrong(error);
  const optional = t("details.optional");
  return (
    <>
      <NameField label={t("fields.preferredName")} optional={optional} value={values.preferredName ?? ""} error={wrong("preferredName")} onChange={(preferredName) => set({ preferredName })} />
      <TextField label={t("fields.pronouns")} optional={optional} dir="auto" value={values.pronouns ?? ""} error={wrong("pronouns")} onChange={(pronouns) => set({ pronouns })} />
    </>
  );
}

function ContactFields({ values, set, error }: FieldsProps) {
  const t = useTranslations("patients");
  const wrong = useWrong(error);
  const optional = t("details.optional");
  return (
    <>
      <TextField type="email" dir="ltr" label={t("fields.email")} optional={optional} value={values.email ?? ""} error={wrong("email")} onChange={(email) => set({ email })} />
      <TextField type="tel" dir="ltr" label={t("fields.phone")} optional={optional} value={values.phone ?? ""} error={wrong("phone")} onChange={(phone) => set({ phone })} />
    </>
  );
}

function LanguageFields({ values, set }: FieldsProps) {
  const t = useTranslations("patients");
  const locale = useLocale();
  const languages = languageOptions(locale);
  const withOwn = (code: string) => (languages.some(({ value }) => value === code) ? languages : [{ value: code, label: code }, ...languages]);
  return (
    <>
      <SelectField label={t("fields.locale")} value={values.locale} options={withOwn(values.locale)} onChange={(code) => set({ locale: code })} />
      <SelectField label={t("fields.interpreter")} value={values.interpreter ?? ""} empty={t("details.noInterpreter")} options={languages} onChange={(code) => set({ interpreter: code === "" ? null : code })} />
      <SelectField label={t("fields.zone")} value={values.zone} options={zoneOptions(values.zone)} onChange={(zone) => set({ zone })} />
    </>
  );
}

function NeedFields({ values, set, error }: FieldsProps) {
  const t = useTranslations("patients");
  const wrong = useWrong(error);
  return (
    <div className="col-span-full grid gap-4">
      <ChoiceGroup label={t("fields.accessNeeds")}>
        <div className="details-needs">
          {ACCESS_NEEDS.map((need) => (
            <Choice
              key={need}
              light
              title={t(`need.${need}`)}
              checked={values.accessNeeds.includes(need)}
              onChange={(isOn) => set({ accessNeeds: ACCESS_NEEDS.filter((each) => (each === need ? isOn : values.accessNeeds.includes(each))) })}
            />
          ))}
        </div>
      </ChoiceGroup>
      <TextArea label={t("details.needsWords")} help={t("details.needsHelp")} maxLength={1000} value={values.accessWords} error={wrong("accessWords")} onChange={(accessWords) => set({ accessWords })} />
    </div>
  );
}

function EmergencyFields({ values, set, error }: FieldsProps) {
  const t = useTranslations("patients.details");
  const wrong = useWrong(error);
  const contacts = values.emergencyContacts;
  const change = (at: number, part: Partial<DetailValues["emergencyContacts"][number]>) =>
    set({ emergencyContacts: contacts.map((each, index) => (index === at ? { ...each, ...part } : each)) });
  return (
    <div className="col-span-full grid gap-4">
      {contacts.map((contact, at) => (
        <div key={at} className="details-contact">
          <NameField label={t("contactName")} value={contact.name} error={wrong(`emergencyContacts.${at}.name`)} onChange={(name) => change(at, { name })} />
          <TextField label={t("contactRelation")} dir="auto" value={contact.relation} error={wrong(`emergencyContacts.${at}.relation`)} onChange={(relation) => change(at, { relation })} />
          <TextField type="tel" dir="ltr" label={t("contactPhone")} value={contact.phone ?? ""} error={wrong(`emergencyContacts.${at}.phone`)} onChange={(phone) => change(at, { phone })} />
          <PlainButton kind="text" icon="close" className="-ms-2.5 justify-self-start" onPress={() => set({ emergencyContacts: contacts.filter((_each, index) => index !== at) })}>
            {t("removeContact", { name: contact.name })}
          </PlainButton>
        </div>
      ))}
      {contacts.length < MAX_CONTACTS && (
        <PlainButton kind="quiet" className="justify-self-start" onPress={() => set({ emergencyContacts: [...contacts, { name: "", relation: "", phone: "" }] })}>
          {t("addContact")}
        </PlainButton>
      )}
    </div>
  );
}

function AddressFields({ values, set, error }: FieldsProps) {
  const t = useTranslations("patients.details");
  const wrong = useWrong(error);
  const country = useNames("region");
  const { address } = values;
  const change = (part: Partial<DetailValues["address"]>) => set({ address: { ...address, ...part } });
  const countries = COUNTRY_CODES.map((value) => ({ value, label: country(value) })).sort((a, b) => a.label.localeCompare(b.label));
  return (
    <>
      <TextField className="col-span-full" label={t("addressLines")} dir="auto" autoComplete="off" maxLength={200} value={address.lines} error={wrong("address.lines")} onChange={(lines) => change({ lines })} />
      <TextField label={t("postcode")} dir="ltr" maxLength={20} value={address.postcode} onChange={(postcode) => change({ postcode })} />
      <TextField label={t("town")} dir="auto" maxLength={100} value={address.town} onChange={(town) => change({ town })} />
      <TextField label={t("region")} dir="auto" optional={t("optional")} maxLength={100} value={address.region} onChange={(region) => change({ region })} />
      <SelectField label={t("country")} value={address.country} empty={t("noCountry")} options={countries} onChange={(code) => change({ country: code })} />
    </>
  );
}

function FixedDetails({ values }: { values: DetailValues }) {
  const t = useTranslations("patients");
  const words = useDetailWords();
  return (
    <dl className="details-fixed">
      {FIELD_ORDER.map((field) => (
        <div key={field}>
          <dt>{t(`fields.${field}`)}</dt>
          <dd>
            <bdi>{words(field, values) || "—"}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
