"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { TextArea, TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useUnsaved } from "@/components/people/use-unsaved";
import type { ConsentTextView } from "@/core/practice/consent-texts";
import { readabilityOf } from "@/core/practice/readability";
import { BothVersions } from "./both-versions";
import { useSave } from "./use-save";

interface ConsentDraftProps {
  kind: string;
  locale: string;
  draft: ConsentTextView | null;
  /** What a first draft begins with: the words that are published. */
  start: { readonly title: string; readonly body: string };
  refresh: () => Promise<readonly ConsentTextView[]>;
  onDone: () => void;
}

/** A draft: written, measured, saved, published for good or thrown away. */
export function ConsentDraft({ kind, locale, draft, start, refresh, onDone }: ConsentDraftProps) {
  const t = useTranslations("practice");
  const say = useErrorWords();
  const [words, setWords] = useState(draft === null ? start : { title: draft.title, body: draft.body });
  const [theirs, setTheirs] = useState<ConsentTextView | null>(null);
  const [asks, setAsks] = useState(false);
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const isDirty = draft === null ? words.title !== "" || words.body !== "" : words.title !== draft.title || words.body !== draft.body;
  useUnsaved(isDirty);
  const stale = async () => {
    const now = await refresh();
    setTheirs(now.find((text) => text.kind === kind && text.locale === locale && text.publishedAtMs === null) ?? null);
  };
  const send = async (base: string | null) => {
    const done = await save("practice/save-consent-draft", { kind, locale, base, ...words }, t("consents.saved"), () => void stale());
    if (done !== null) await refresh();
  };
  const end = async (name: "publish-consent" | "discard-consent-draft", said: string) => {
    setAsks(false);
    if (draft === null) return;
    const done = await save(`practice/${name}`, { textId: draft.id, base: draft.bodyHash }, said, () => void stale());
    if (done === null) return;
    onDone();
    await refresh();
  };
  if (theirs !== null) {
    return (
      <BothVersions
        differences={(["title", "body"] as const).filter((each) => theirs[each] !== words[each]).map((each) => ({ name: t(`fields.${each}`), theirs: theirs[each], mine: words[each] }))}
        words={{ title: t("conflict.title"), words: t("conflict.words"), theirs: t("conflict.theirs"), mine: t("conflict.mine"), keepTheirs: t("conflict.keepTheirs"), keepMine: t("conflict.keepMine"), none: t("conflict.none") }}
        isPending={isPending}
        onMine={() => {
          setTheirs(null);
          void send(theirs.bodyHash);
        }}
        onTheirs={() => {
          setWords({ title: theirs.title, body: theirs.body });
          setTheirs(null);
        }}
      />
    );
  }
  const wrong = (name: "title" | "body") => (error?.fields?.[name] === undefined ? undefined : say(error, name));
  return (
    <>
      <form
        ref={form}
        noValidate
        method="post"
        className="settings-form mt-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isDirty) void send(draft?.bodyHash ?? null);
        }}
      >
        <h2 className="text-h3">{draft === null ? t("consents.draft") : `${t("consents.draft")}: ${t("consents.version", { version: draft.version })}`}</h2>
        <TextField label={t("consents.titleField")} dir="auto" value={words.title} error={wrong("title")} onChange={(title) => setWords({ ...words, title })} />
        <TextArea label={t("consents.body")} rows={12} value={words.body} error={wrong("body")} onChange={(body) => setWords({ ...words, body })} />
        <ReadingHint text={words.body} locale={locale} />
        <FormFoot save={t("consents.saveDraft")} change={{ isDirty, unsaved: t("consents.unsaved"), nothing: t("consents.nothing") }} isPending={isPending} error={error} />
        {draft !== null && !isDirty && (
          <div className="flex flex-wrap gap-2">
            <PlainButton pending={isPending} onPress={() => setAsks(true)}>
              {t("consents.publish")}
            </PlainButton>
            <PlainButton kind="text" pending={isPending} onPress={() => void end("discard-consent-draft", t("consents.discarded"))}>
              {t("consents.discard")}
            </PlainButton>
          </div>
        )}
        <ConfirmDialog
          title={t("consents.publishTitle", { version: draft?.version ?? 1 })}
          yes={t("consents.publishYes")}
          no={t("consents.keep")}
          isOpen={asks}
          onYes={() => void end("publish-consent", t("consents.publishedDone", { version: draft?.version ?? 1 }))}
          onNo={() => setAsks(false)}
        >
          {t("consents.publishWords")}
        </ConfirmDialog>
      </form>
      {dialog}
    </>
  );
}

/** How hard the words are to read, by a published formula; a hint that forbids nothing. */
function ReadingHint({ text, locale }: { text: string; locale: string }) {
  const t = useTranslations("practice.consents");
  const reading = readabilityOf(text, locale);
  if (reading === null) return null;
  const figure = reading.scale === "grade" ? t("grade", { figure: reading.figure }) : t("ease", { figure: reading.figure });
  return (
    <p className="reading-hint" data-band={reading.band}>
      <strong>{t(reading.band)}.</strong> {figure}. {reading.band !== "easy" && t("advice")}
    </p>
  );
}
