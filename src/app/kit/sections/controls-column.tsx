"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { ComboBox } from "@/components/kit/combobox";
import { DateField } from "@/components/kit/date-field";
import { DatePicker } from "@/components/kit/date-picker";
import { SelectField, TextArea, TextField } from "@/components/kit/field";
import { IconButton, ToolButton } from "@/components/kit/icon-button";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { Part } from "./part";

/** What people press and fill in. */
export function ControlsColumn() {
  return (
    <div className="min-w-0 px-4 py-6 desk:px-8">
      <Buttons />
      <Tools />
      <Fields />
      <Choices />
      <Finding />
    </div>
  );
}

function Buttons() {
  const t = useTranslations("specimen");
  return (
    <Part title={t("sections.buttons")}>
      <div className="flex flex-wrap gap-x-2 gap-y-3">
        <Button kind="filled">{t("buttons.admit")}</Button>
        <Button>{t("buttons.chart")}</Button>
        <Button kind="text">{t("buttons.change")}</Button>
        <Button kind="danger" icon="end">
          {t("buttons.end")}
        </Button>
        <Button kind="quiet">{t("buttons.stay")}</Button>
        <Button unready={t("buttons.open")}>{t("buttons.sign")}</Button>
        <Button kind="filled" pending>
          {t("buttons.saving")}
        </Button>
        <LinkButton href="/kit" icon="arrow">
          {t("buttons.summary")}
        </LinkButton>
      </div>
      <PlainButton kind="filled" size="large" wide className="mt-3">
        {t("buttons.continue")}
      </PlainButton>
    </Part>
  );
}

function Tools() {
  const t = useTranslations("specimen");
  const [tool, setTool] = useState("turn");
  const [isMuted, setMuted] = useState(false);
  return (
    <Part title={t("sections.tools")}>
      <div className="panel flex w-fit flex-wrap gap-1 p-1.5">
        {(["turn", "isolate", "xray"] as const).map((name) => (
          <ToolButton key={name} icon={name} word={t(`tools.${name}`)} pressed={tool === name} onPress={() => setTool(name)} />
        ))}
        <ToolButton icon="cut" word={t("tools.cut")} unready={t("tools.cutReason")} />
        <ToolButton
          icon={isMuted ? "mic-off" : "mic"}
          word={isMuted ? t("tools.muted") : t("tools.mute")}
          off={isMuted}
          onPress={() => setMuted(!isMuted)}
        />
      </div>
      <div className="mt-2 flex gap-1">
        <IconButton icon="search" label={t("tools.search")} />
        <IconButton icon="help" label={t("tools.help")} />
        <IconButton icon="message" label={t("tools.message")} />
        <IconButton icon="close" label={t("tools.close")} bordered />
      </div>
    </Part>
  );
}

function Fields() {
  const t = useTranslations("specimen");
  const optional = useTranslations("kit")("optional");
  return (
    <Part title={t("sections.fields")}>
      <div className="grid gap-3.5">
        <TextField label={t("fields.phone")} type="tel" defaultValue="+41 79 555 01 20" help={t("fields.phoneHelp")} />
        <TextField label={t("fields.born")} defaultValue="31 / 02 / 1968" error={t("fields.bornWrong")} />
        <TextArea label={t("fields.note")} optional={optional} help={t("fields.noteHelp")} />
        <SelectField
          label={t("fields.service")}
          empty={t("fields.serviceEmpty")}
          options={[
            { value: "heart", label: t("fields.serviceHeart") },
            { value: "knee", label: t("fields.serviceKnee") },
          ]}
        />
        <TextField label={t("fields.code")} size="large" inputMode="numeric" help={t("fields.codeHelp")} autoComplete="one-time-code" />
        <TextField label={t("fields.locked")} defaultValue="amira@example.org" disabled />
      </div>
    </Part>
  );
}

function Choices() {
  const t = useTranslations("specimen.choices");
  const title = useTranslations("specimen.sections")("choices");
  return (
    <Part title={title}>
      <Choice title={t("video")} note={t("videoNote")} defaultChecked className="border-t border-rule" />
      <Choice title={t("record")} note={t("recordNote")} className="border-t border-rule" />
      <Choice title={t("notes")} error={t("notesWrong")} className="border-t border-rule pb-2" />
      <ChoiceGroup label={t("reach")} className="mt-4">
        <Choice kind="radio" light name="reach" value="call" title={t("call")} defaultChecked />
        <Choice kind="radio" light name="reach" value="mail" title={t("mail")} />
      </ChoiceGroup>
    </Part>
  );
}

const PEOPLE = [
  { id: "amira", name: "Amira Haddad", born: "3 / 5 / 1968" },
  { id: "henrik", name: "Henrik Dahl", born: "12 / 11 / 1955" },
  { id: "grace", name: "Grace Adeyemi", born: "30 / 1 / 1987" },
];

function Finding() {
  const t = useTranslations("specimen");
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [day, setDay] = useState<string | null>("2026-11-25");
  const options = PEOPLE.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())).map(({ id, name, born }) => ({
    id,
    title: name,
    note: t("dates.born", { date: born }),
  }));
  return (
    <Part title={t("sections.dates")}>
      <div className="grid gap-3.5">
        <ComboBox
          label={t("dates.find")}
          placeholder={t("dates.findPlaceholder")}
          icon="search"
          options={options}
          text={text}
          onText={setText}
          chosen={chosen}
          onChoose={(id) => {
            setChosen(id);
            setText(PEOPLE.find((person) => person.id === id)?.name ?? "");
          }}
        />
        <DatePicker label={t("dates.day")} value={day} onChange={setDay} min="2026-11-25" help={t("dates.dayHelp")} />
        <DateField label={t("fields.born")} autoComplete="off" />
      </div>
    </Part>
  );
}
