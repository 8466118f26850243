"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { TextArea, TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { BothWords, SaveTourInput, TourStop } from "@/core/anatomy/tours";
import type { SavedView } from "@/core/anatomy/views";
import { callCommand } from "@/room/api";
import type { SceneReplica } from "@/room/scene/replica";
import { stopOf, type TourDraft } from "./tour-draft";

/** As the server has them: it says no to more. */
const MOST = { stops: 12, words: 500, title: 80 } as const;

interface TourEditorProps {
  readonly scene: SceneReplica;
  readonly draft: TourDraft;
  readonly views: readonly SavedView[];
  readonly onClose: (isChanged: boolean) => void;
}

interface Line {
  readonly key: string;
  readonly stop: TourStop;
}

/** Writes a tour: its title and, stop by stop, what is said there, in English, Spanish or both. */
export function TourEditor({ scene, draft, views, onClose }: TourEditorProps) {
  const t = useTranslations("anatomy.tours");
  const say = useErrorWords();
  const [title, setTitle] = useState<BothWords>(draft.content.title);
  const [lines, setLines] = useState<readonly Line[]>(() => draft.content.stops.map((stop) => ({ key: crypto.randomUUID(), stop })));
  const [problem, setProblem] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const put = (at: number, words: BothWords): void => setLines(lines.map((line, i) => (i === at ? { ...line, stop: { ...line.stop, words } } : line)));
  const move = (at: number, by: 1 | -1): void => {
    const next = [...lines];
    const [one, other] = [next[at], next[at + by]];
    if (!one || !other) return;
    [next[at], next[at + by]] = [other, one];
    setLines(next);
  };
  const add = (id: string): void => {
    const view = views.find((each) => each.id === id);
    if (view) setLines([...lines, { key: crypto.randomUUID(), stop: stopOf(scene, view, document.documentElement.lang.startsWith("es")) }]);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isSending) return;
    setSending(true);
    const input = { tourId: draft.tourId, version: draft.version, content: { title, stops: lines.map(({ stop }) => stop) } };
    const answer = await callCommand<SaveTourInput, unknown>("anatomy/save-tour", input);
    setSending(false);
    if (!answer.ok) return setProblem(say(answer.error, Object.keys(answer.error.fields ?? {})[0]));
    showToast({ text: t("saved") });
    onClose(true);
  };
  const retire = async (): Promise<void> => {
    const answer = await callCommand("anatomy/retire-tour", { tourId: draft.tourId, version: draft.version });
    if (!answer.ok) return setProblem(say(answer.error));
    showToast({ text: t("retired") });
    onClose(true);
  };
  return (
    <PlainDialog title={t(draft.version === 0 ? "make" : "changeTitle")} isOpen onClose={() => onClose(false)} actions={null}>
      <form className="grid gap-4" noValidate onSubmit={(event) => void save(event)}>
        <p className="text-small text-ink2">{t("editorWords")}</p>
        <div className="grid gap-3 tablet:grid-cols-2">
          <TextField label={t("titleEn")} value={title.en} maxLength={MOST.title} onChange={(en) => setTitle({ ...title, en })} />
          <TextField label={t("titleEs")} value={title.es} maxLength={MOST.title} onChange={(es) => setTitle({ ...title, es })} />
        </div>
        <ol className="grid gap-4">
          {lines.map(({ key, stop }, at) => (
            <li key={key} className="tour-line">
              {stop.picture === null ? <span className="view-picture" /> : <img className="view-picture" src={`data:image/jpeg;base64,${stop.picture}`} alt={t("picture", { n: at + 1 })} />}
              <div className="grid min-w-0 gap-2">
                <TextArea label={t("wordsEn", { n: at + 1 })} rows={2} value={stop.words.en} maxLength={MOST.words} onChange={(en) => put(at, { ...stop.words, en })} />
                <TextArea label={t("wordsEs", { n: at + 1 })} rows={2} value={stop.words.es} maxLength={MOST.words} onChange={(es) => put(at, { ...stop.words, es })} />
                <div className="flex flex-wrap gap-1">
                  {at > 0 && (
                    <PlainButton kind="quiet" aria-label={t("earlierLabel", { n: at + 1 })} onPress={() => move(at, -1)}>
                      {t("earlier")}
                    </PlainButton>
                  )}
                  {at < lines.length - 1 && (
                    <PlainButton kind="quiet" aria-label={t("laterLabel", { n: at + 1 })} onPress={() => move(at, 1)}>
                      {t("later")}
                    </PlainButton>
                  )}
                  <PlainButton kind="quiet" aria-label={t("dropLabel", { n: at + 1 })} onPress={() => setLines(lines.filter((_, i) => i !== at))}>
                    {t("drop")}
                  </PlainButton>
                </div>
              </div>
            </li>
          ))}
        </ol>
        {lines.length < MOST.stops && views.length > 0 && (
          <div role="group" aria-label={t("add")} className="flex flex-wrap items-center gap-1">
            <span className="text-small">{t("add")}</span>
            {views.map((view, i) => (
              <PlainButton key={view.id} kind="quiet" icon="add" onPress={() => add(view.id)}>
                {view.name || t("view", { n: i + 1 })}
              </PlainButton>
            ))}
          </div>
        )}
        {problem !== null && (
          <p role="alert" className="field-error">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {draft.version > 0 && (
            <PlainButton kind="text" onPress={() => void retire()}>
              {t("retire")}
            </PlainButton>
          )}
          <PlainButton onPress={() => onClose(false)}>{t("cancel")}</PlainButton>
          <PlainButton type="submit" kind="filled" pending={isSending}>
            {t("save")}
          </PlainButton>
        </div>
      </form>
    </PlainDialog>
  );
}
