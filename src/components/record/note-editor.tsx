"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useCallback, useState, useSyncExternalStore, type ReactNode } from "react";
import { Banner } from "@/components/kit/banner";
import { Button } from "@/components/kit/button";
import { Icon } from "@/components/kit/icon";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { NoteText } from "@/core/record/note";
import type { NoteView } from "@/core/record/views";
import type { DraftState } from "@/room/self-saving-draft";
import { BeforeYouSign } from "./before-you-sign";
import { ConfidencePart } from "./confidence-part";
import { NoteSections } from "./note-sections";
import { NoteViews } from "./note-views";
import { NoteWords, useNoteWords } from "./note-words";
import { SummaryFields } from "./summary-fields";
import { useNoteDraft, type NoteContent, type NoteDraft } from "./use-note-draft";

interface NoteEditorProps {
  readonly note: NoteView;
  /** The way to what happened in the visit, under the kept views. */
  readonly children?: ReactNode;
}

/** The clinician writes the note of one visit: kept views, words, and what is left before signing. */
export function NoteEditor({ note, children }: NoteEditorProps) {
  const draft = useNoteDraft(note);
  const state = useSyncExternalStore(draft.state.subscribe, draft.state.get, draft.state.get);
  const [isSigned, setSigned] = useState(note.status === "signed");
  const [confidence, setConfidence] = useState(note.confidence);
  const change = useCallback(
    (part: Partial<NoteText>) => {
      const { content } = draft.state.get();
      draft.change({ ...content, text: { ...content.text, ...part } });
    },
    [draft],
  );
  const { text, views } = state.content;
  const canWrite = !isSigned && note.verbs.includes("write");
  const addToNote = useNoteWords(draft, canWrite);
  return (
    <main id="main" className="grid desk:grid-cols-[330px_minmax(0,1fr)_312px]">
      <div className="order-2 border-rule px-4 py-6 tablet:px-11 desk:order-none desk:px-6 desk:border-e">
        <NoteViews note={note} refs={views} canWrite={canWrite} onChange={(next) => draft.change({ ...draft.state.get().content, views: next })} />
        <NoteWords value={addToNote}>{children}</NoteWords>
      </div>
      <section className="order-1 min-w-0 bg-sheet px-4 py-6 tablet:px-11 desk:order-none desk:min-h-[calc(100dvh-65px)]">
        <NoteHeader note={note} state={state} isSigned={isSigned} />
        {!isSigned && <DraftBanners draft={draft} state={state} />}
        <NoteSections text={text} canWrite={canWrite} onChange={change} onLeave={() => void draft.flush()} />
        <SummaryFields
          summary={text.summary}
          canWrite={canWrite}
          emergencyNumber={note.emergencyNumber}
          onChange={(summary) => change({ summary })}
          onLeave={() => void draft.flush()}
        />
        <ConfidencePart note={note} confidence={confidence} onChange={setConfidence} />
      </section>
      <div className="order-3 border-rule px-4 py-6 tablet:px-11 desk:sticky desk:px-6 desk:top-0 desk:order-none desk:h-[calc(100dvh-65px)] desk:overflow-y-auto desk:border-s">
        <BeforeYouSign note={note} draft={draft} state={state} isSigned={isSigned} isMailed={!confidence.isOn} onSigned={() => setSigned(true)} />
      </div>
    </main>
  );
}

function NoteHeader({ note, state, isSigned }: { note: NoteView; state: DraftState<NoteContent>; isSigned: boolean }) {
  const t = useTranslations("record");
  const format = useFormatter();
  const { startedAtMs, endedAtMs, zone } = note.visit;
  const timeZone = zone;
  const line =
    startedAtMs === null
      ? null
      : {
          date: format.dateTime(startedAtMs, { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone }),
          start: format.dateTime(startedAtMs, "time", { timeZone }),
        };
  return (
    <header className="flex max-w-[42rem] flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
      <h1 className="text-h1">{note.patient.name}</h1>
      {!isSigned && <SaveStatus state={state} timeZone={timeZone} />}
      {line !== null && (
        <p className="w-full text-ink2">
          {endedAtMs === null
            ? t("visitLineOpen", line)
            : t("visitLine", { ...line, end: format.dateTime(endedAtMs, "time", { timeZone }) })}
        </p>
      )}
    </header>
  );
}

function SaveStatus({ state, timeZone }: { state: DraftState<NoteContent>; timeZone: string }) {
  const t = useTranslations("record.status");
  const format = useFormatter();
  const words =
    state.status !== "saved"
      ? t(state.status)
      : state.savedAtMs === null
        ? t("savedNever")
        : t("saved", { time: format.dateTime(state.savedAtMs, "time", { timeZone }) });
  return (
    <p role="status" data-save-status={state.status} className="flex items-center gap-1.5 text-small text-ink2">
      {state.status === "saved" && state.savedAtMs !== null && <Icon name="check" size="small" className="text-teal" />}
      {words}
    </p>
  );
}

function DraftBanners({ draft, state }: { draft: NoteDraft; state: DraftState<NoteContent> }) {
  const t = useTranslations("record");
  const say = useErrorWords();
  if (state.status === "elsewhere") {
    return (
      <Banner
        className="mt-4 max-w-[42rem]"
        kind="urgent"
        live="assertive"
        fact={t("elsewhereBanner.fact")}
        action={
          <span className="flex flex-wrap gap-2">
            <Button kind="text" onPress={() => window.location.reload()}>
              {t("elsewhereBanner.seeTheirs")}
            </Button>
            <Button onPress={() => void draft.saveOver()}>{t("elsewhereBanner.saveMine")}</Button>
          </span>
        }
      >
        {t("elsewhereBanner.words")}
      </Banner>
    );
  }
  if (state.status !== "failed" && state.status !== "refused") return null;
  const reason = state.status === "refused" && state.error !== null ? say(state.error) : t("failedBanner.words");
  return (
    <Banner
      className="mt-4 max-w-[42rem]"
      kind="urgent"
      live="assertive"
      fact={t("failedBanner.fact")}
      action={<Button onPress={() => void draft.flush()}>{t("failedBanner.retry")}</Button>}
    >
      {reason}
    </Banner>
  );
}
