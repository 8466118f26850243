"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState, type Dispatch, type SetStateAction } from "react";
import { Banner } from "@/components/kit/banner";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useStore } from "@/components/room/use-store";
import { showsUrgent } from "@/core/pain/compare";
import { addPlace, beginPainting, choosePlace, describePlace, EMPTY_MARK, mapToSave, paintFaces, redoPainting, removePlace, undoPainting, type Painting } from "@/core/pain/edit";
import { regionsTouched, type Figure } from "@/core/pain/figure";
import { MAP_LIMITS } from "@/core/pain/words";
import { FigurePart } from "./figure-part";
import type { PainDraft } from "./use-pain";
import { PlaceForm } from "./place-form";
import { drawnPlaces } from "./places";
import { RegionList } from "./region-list";
import { usePainWords } from "./use-pain-words";

interface PainEditorProps {
  figure: Figure;
  draft: PainDraft;
  emergencyNumber: string;
  zone: string;
}

/** Where it hurts: painted on the figure or chosen from the list, with what is said about each place. */
export function PainEditor({ figure, draft, emergencyNumber, zone }: PainEditorProps) {
  const t = useTranslations("pain");
  const [painting, setPainting] = useState(() => beginPainting(draft.state.get().content));
  useEffect(() => draft.change(mapToSave(painting)), [draft, painting]);
  const { map, at } = painting;
  const mark = map.marks[at] ?? EMPTY_MARK;
  const places = drawnPlaces(map, figure);
  const isUrgent = showsUrgent(map, figure);
  const paint = (faces: Iterable<number>, isErasing: boolean): void => setPainting((now) => paintFaces(now, faces, isErasing, figure.faceCount));
  const undo = (): void => setPainting(undoPainting);
  const redo = (): void => setPainting(redoPainting);
  useUndoKeys(setPainting);
  return (
    <div className="pain-grid">
      <FigurePart {...{ figure, places }} chosen={at} canUndo={painting.past.length > 0} canRedo={painting.future.length > 0} onStroke={paint} onUndo={undo} onRedo={redo} />
      <div className="pain-side-panel">
        {isUrgent && <Banner kind="urgent" live="assertive" fact={t("emergency", { number: emergencyNumber })} />}
        <SaveLine draft={draft} zone={zone} onTheirs={(theirs) => setPainting(beginPainting(theirs))} />
        <Places figure={figure} painting={painting} onPainting={setPainting} />
        <PlaceForm mark={mark} onChange={(change) => setPainting((now) => describePlace(now, change))} />
        <RegionList figure={figure} faces={places[at]?.faces ?? new Set()} onToggle={paint} />
      </div>
    </div>
  );
}

/** Control or command with Z takes a step back; with shift, forward again. */
function useUndoKeys(setPainting: Dispatch<SetStateAction<Painting>>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // In a field of text, the browser takes back what was typed.
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || event.target instanceof HTMLTextAreaElement) return;
      event.preventDefault();
      setPainting(event.shiftKey ? redoPainting : undoPainting);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [setPainting]);
}

interface PlacesProps {
  figure: Figure;
  painting: Painting;
  onPainting: (painting: Painting) => void;
}

/** The places so far, with which of them is being painted. */
function Places({ figure, painting, onPainting }: PlacesProps) {
  const t = useTranslations("pain.place");
  const words = usePainWords();
  const { map, at } = painting;
  const places = drawnPlaces(map, figure);
  const shown = places.length === 0 ? [{ faces: new Set<number>() }] : places;
  const remove = (place: number): void => {
    onPainting(removePlace(painting, place));
    announce(t("removed", { n: place + 1 }));
  };
  return (
    <section aria-labelledby="pain-places">
      <h3 id="pain-places" className="text-h3">
        {t("title")}
      </h3>
      <ul className="grid gap-1">
        {shown.map(({ faces }, place) => (
          <li key={place} className="flex items-center gap-2">
            <button type="button" className="pain-place" aria-pressed={place === at} onClick={() => onPainting(choosePlace(painting, place))}>
              <span className="font-semibold">{t("n", { n: place + 1 })}</span>
              <span className="text-small">{faces.size === 0 ? t("none") : words.regions(regionsTouched(figure, faces))}</span>
            </button>
            {map.marks.length > 0 && (
              <PlainButton kind="quiet" icon="trash" aria-label={t("remove", { n: place + 1 })} onPress={() => remove(place)}>
                <span className="sr-only">{t("remove", { n: place + 1 })}</span>
              </PlainButton>
            )}
          </li>
        ))}
      </ul>
      {map.marks.length < MAP_LIMITS.marks ? (
        <PlainButton kind="text" icon="add" onPress={() => onPainting(addPlace(painting))}>
          {t("add")}
        </PlainButton>
      ) : (
        <p className="text-small text-ink2">{t("most", { most: MAP_LIMITS.marks })}</p>
      )}
    </section>
  );
}

/** Whether the server has it, and what to do where it has another one. */
function SaveLine({ draft, zone, onTheirs }: { draft: PainDraft; zone: string; onTheirs: (map: Painting["map"]) => void }) {
  const t = useTranslations("pain");
  const say = useErrorWords();
  const format = useFormatter();
  const { status, savedAtMs, error } = useStore(draft.state);
  const takeTheirs = async (): Promise<void> => {
    const theirs = await draft.takeTheirs();
    if (theirs !== null) onTheirs(theirs);
  };
  if (status === "elsewhere") {
    return (
      <Banner
        kind="urgent"
        live="assertive"
        fact={t("status.elsewhere")}
        action={
          <span className="flex flex-wrap gap-2">
            <PlainButton kind="text" onPress={() => void takeTheirs()}>
              {t("elsewhere.theirs")}
            </PlainButton>
            <PlainButton onPress={() => void draft.saveOver()}>{t("elsewhere.mine")}</PlainButton>
          </span>
        }
      />
    );
  }
  if (status === "failed" || status === "refused") {
    return (
      <Banner kind="urgent" live="assertive" fact={t(`status.${status}`)} action={status === "failed" ? <PlainButton onPress={() => void draft.flush()}>{t("retry")}</PlainButton> : undefined}>
        {status === "refused" && error !== null && say(error)}
      </Banner>
    );
  }
  const saved = savedAtMs === null ? t("status.savedNever") : t("status.saved", { time: format.dateTime(savedAtMs, "time", { timeZone: zone }) });
  return (
    <p role="status" data-save-status={status} className="text-small text-ink2">
      {status === "saved" ? saved : t(`status.${status}`)}
    </p>
  );
}
