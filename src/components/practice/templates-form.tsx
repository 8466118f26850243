"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useId, useRef, useState, type FormEvent } from "react";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { SelectField, TextArea, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useUnsaved } from "@/components/people/use-unsaved";
import { BODY_MAX, problemWith, TEMPLATE_KINDS, TEMPLATE_RULES, type Placeholder, type TemplateKind, type TemplateView } from "@/core/practice/templates";
import { callQuery } from "@/room/api";
import { BothVersions } from "./both-versions";
import { TemplatePreview } from "./template-preview";
import { useSave } from "./use-save";

export interface TemplatesAnswer {
  readonly templates: readonly TemplateView[];
  readonly practice: { readonly name: string; readonly emergencyNumber: string; readonly zone: string };
}

/** Mails in the practice's own words: one at a time, in one language, with how it reads beside it. */
export function TemplatesForm({ initial }: { initial: TemplatesAnswer }) {
  const t = useTranslations("practice");
  const [templates, setTemplates] = useState(initial.templates);
  const [kind, setKind] = useState<TemplateKind>("appointment_booked");
  const [locale, setLocale] = useState("en");
  const template = templates.find((each) => each.kind === kind && each.locale === locale);
  const put = (changed: TemplateView) => setTemplates((before) => before.map((each) => (each.kind === changed.kind && each.locale === changed.locale ? changed : each)));
  return (
    <>
      <div className="template-choice">
        <SelectField
          label={t("templates.kind")}
          value={kind}
          onChange={(value) => setKind(value as TemplateKind)}
          options={TEMPLATE_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
        <SelectField label={t("templates.language")} value={locale} onChange={setLocale} options={(["en", "es"] as const).map((value) => ({ value, label: t(`languages.${value}`) }))} />
      </div>
      {template !== undefined && <TemplateEditor key={`${kind}.${locale}`} template={template} practice={initial.practice} onChanged={put} />}
    </>
  );
}

interface TemplateEditorProps {
  template: TemplateView;
  practice: TemplatesAnswer["practice"];
  onChanged: (template: TemplateView) => void;
}

function TemplateEditor({ template, practice, onChanged }: TemplateEditorProps) {
  const t = useTranslations("practice");
  const say = useErrorWords();
  const format = useFormatter();
  const [words, setWords] = useState({ subject: template.subject, body: template.body });
  const [theirs, setTheirs] = useState<TemplateView | null>(null);
  const [asksReset, setAsksReset] = useState(false);
  const { isPending, error, setError, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const body = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { kind, locale } = template;
  const isDirty = words.subject !== template.subject || words.body !== template.body;
  useUnsaved(isDirty);

  const stale = async () => {
    const now = await callQuery<object, TemplatesAnswer>("practice/templates", {});
    if (!now.ok) return setError(now.error);
    setTheirs(now.value.templates.find((each) => each.kind === kind && each.locale === locale) ?? null);
  };
  const send = async (version: number) => {
    const done = await save<{ version: number }>("practice/save-template", { kind, locale, version, ...words }, t("templates.saved"), () => void stale());
    if (done === null) return;
    setTheirs(null);
    onChanged({ ...template, ...words, version: done.version, changedAtMs: Date.now() });
  };
  const reset = async () => {
    setAsksReset(false);
    const done = await save("practice/reset-template", { kind, locale, version: template.version }, t("templates.resetDone"), () => void stale());
    if (done === null) return;
    setWords(template.ours);
    onChanged({ ...template, ...template.ours, version: 0, changedAtMs: null });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isDirty) return;
    const problem = problemWith(kind, words);
    setError(problem);
    if (problem === null) void send(template.version);
  };
  const insert = (name: Placeholder) => {
    const at = field.current?.selectionStart ?? words.body.length;
    setWords({ ...words, body: `${words.body.slice(0, at)}{${name}}${words.body.slice(field.current?.selectionEnd ?? at)}` });
    field.current?.focus();
  };

  if (theirs !== null) {
    return (
      <BothVersions
        differences={(["subject", "body"] as const).filter((each) => theirs[each] !== words[each]).map((each) => ({ name: t(`fields.${each}`), theirs: theirs[each], mine: words[each] }))}
        words={{ title: t("conflict.title"), words: t("conflict.words"), theirs: t("conflict.theirs"), mine: t("conflict.mine"), keepTheirs: t("conflict.keepTheirs"), keepMine: t("conflict.keepMine"), none: t("conflict.none") }}
        isPending={isPending}
        onMine={() => void send(theirs.version)}
        onTheirs={() => {
          setWords({ subject: theirs.subject, body: theirs.body });
          onChanged(theirs);
          setTheirs(null);
        }}
      />
    );
  }
  const wrong = (name: "subject" | "body") => (error?.fields?.[name] === undefined ? undefined : say(error, name));
  const { allowed, required } = TEMPLATE_RULES[kind];
  return (
    <div className="template-sides">
      <form ref={form} noValidate method="post" onSubmit={submit} className="settings-form">
        <p className="text-small text-ink2">{template.changedAtMs === null ? t("templates.ours") : t("templates.since", { date: format.dateTime(template.changedAtMs, "full") })}</p>
        <TextField label={t("templates.subject")} dir="auto" value={words.subject} error={wrong("subject")} onChange={(subject) => setWords({ ...words, subject })} />
        <TextArea ref={field} label={t("templates.body")} rows={12} help={t("templates.length", { count: words.body.length, max: BODY_MAX })} value={words.body} error={wrong("body")} onChange={(text) => setWords({ ...words, body: text })} />
        <section aria-labelledby={body}>
          <h2 id={body} className="text-small font-semibold">
            {t("templates.placeholders")}
          </h2>
          <ul className="placeholders">
            {allowed.map((name) => (
              <li key={name}>
                <button type="button" className="placeholder" aria-label={t("templates.insert", { name: t(`placeholder.${name}`) })} onClick={() => insert(name)}>
                  <code>{`{${name}}`}</code>
                  <span>
                    {t(`placeholder.${name}`)}
                    {required.includes(name) && `, ${t("templates.needed")}`}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <FormFoot save={t("templates.save")} change={{ isDirty, unsaved: t("templates.unsaved"), nothing: t("templates.nothing") }} isPending={isPending} error={error} />
        {template.version > 0 && (
          <PlainButton kind="text" pending={isPending} onPress={() => setAsksReset(true)}>
            {t("templates.reset")}
          </PlainButton>
        )}
      </form>
      <TemplatePreview words={words} locale={locale} practice={practice} />
      <ConfirmDialog
        title={t("templates.resetTitle")}
        yes={t("templates.reset")}
        no={t("templates.keep")}
        isGrave
        isOpen={asksReset}
        onYes={() => void reset()}
        onNo={() => setAsksReset(false)}
      >
        {t("templates.resetWords")}
      </ConfirmDialog>
      {dialog}
    </div>
  );
}
