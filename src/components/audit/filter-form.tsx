"use client";

import { useMessages, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Choice } from "@/components/kit/choice";
import { DateField } from "@/components/kit/date-field";
import { SelectField } from "@/components/kit/field";
import { IconButton } from "@/components/kit/icon-button";
import { PlainButton } from "@/components/kit/plain-button";
import { FindField } from "@/components/search/find-field";
import { useAsked } from "@/components/search/use-asked";
import type { AuditPerson } from "@/core/audit/search";
import { useActionWords } from "./action-words";
import { EMPTY_DRAFT, type FilterDraft } from "./filter-state";

interface FilterFormProps {
  draft: FilterDraft;
  onDraft: (draft: FilterDraft) => void;
  onShow: (draft: FilterDraft) => void;
  pending: boolean;
}

/** What to look for. Nothing is asked until "Show". */
export function FilterForm({ draft, onDraft, onShow, pending }: FilterFormProps) {
  const t = useTranslations("audit.filter");
  const outcomes = useTranslations("audit.outcome");
  const change = (part: Partial<FilterDraft>) => onDraft({ ...draft, ...part });
  // Date fields keep their own text: starting over makes new ones.
  const [round, setRound] = useState(0);
  return (
    <form
      aria-labelledby="look-for"
      onSubmit={(event) => {
        event.preventDefault();
        onShow(draft);
      }}
    >
      <h2 id="look-for" className="text-h3 mb-3">
        {t("title")}
      </h2>
      <div className="audit-filter">
        <PersonPart person={draft.person} onPerson={(person) => change({ person })} />
        <ActionPart value={draft.action} onChange={(action) => change({ action })} />
        <SelectField
          label={t("outcome")}
          empty={t("anyOutcome")}
          value={draft.outcome}
          onChange={(outcome) => change({ outcome: outcome as FilterDraft["outcome"] })}
          options={(["done", "refused", "failed"] as const).map((value) => ({ value, label: outcomes(value) }))}
        />
        <DateField key={`from-${round}`} label={t("from")} onChange={(from) => change({ from })} />
        <DateField key={`to-${round}`} label={t("to")} onChange={(to) => change({ to })} />
        <Choice className="audit-filter-choice" title={t("emergency")} light checked={draft.emergency} onChange={(emergency) => change({ emergency })} />
      </div>
      <div className="mt-4 flex flex-wrap gap-2">
        <PlainButton type="submit" kind="filled" pending={pending}>
          {t("show")}
        </PlainButton>
        <PlainButton
          kind="text"
          onPress={() => {
            setRound(round + 1);
            onDraft(EMPTY_DRAFT);
            onShow(EMPTY_DRAFT);
          }}
        >
          {t("clear")}
        </PlainButton>
      </div>
    </form>
  );
}

function ActionPart({ value, onChange }: { value: string; onChange: (action: string) => void }) {
  const t = useTranslations("audit.filter");
  const words = useActionWords();
  const messages = useMessages() as { audit?: { action?: Record<string, Record<string, unknown>> } };
  const options = useMemo(
    () =>
      Object.entries(messages.audit?.action ?? {})
        .flatMap(([area, verbs]) => Object.keys(verbs).map((verb) => `${area}.${verb}`))
        .map((action) => ({ value: action, label: words(action) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [messages, words],
  );
  return <SelectField label={t("action")} empty={t("anyAction")} value={value} onChange={onChange} options={options} />;
}

function PersonPart({ person, onPerson }: { person: AuditPerson | null; onPerson: (person: AuditPerson | null) => void }) {
  const t = useTranslations("audit.filter");
  const [text, setText] = useState("");
  const asked = useAsked<{ people: readonly AuditPerson[] }>("audit/find-people", text);
  const people = asked.answer?.people ?? [];
  if (person !== null) {
    return (
      <div className="field">
        <span className="field-label">{t("person")}</span>
        <div className="audit-person">
          <span className="min-w-0 flex-1">{t(person.kind === "staff" ? "who" : "whom", { name: person.name })}</span>
          <IconButton icon="close" label={t("drop", { name: person.name })} onPress={() => onPerson(null)} />
        </div>
      </div>
    );
  }
  return (
    <FindField
      label={t("person")}
      placeholder={t("personHelp")}
      text={text}
      onText={setText}
      asked={asked}
      onChoose={(id) => {
        const chosen = people.find((each) => each.id === id);
        if (chosen === undefined) return;
        setText("");
        onPerson(chosen);
      }}
      options={people.map(({ id, name, note }) => ({ id, title: name, note }))}
      words={{ asking: t("searching"), none: t("nobody"), failed: t("failed") }}
    />
  );
}
