"use client";

import { useTranslations } from "next-intl";
import { useContext, useState } from "react";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { NoteWords } from "@/components/record/note-words";
import type { VisitId } from "@/core/kit/ids";
import type { Figure } from "@/core/pain/figure";
import type { KeptPainMap } from "@/core/pain/map";
import { PainPanel } from "./pain-panel";
import { usePlaceWords } from "./use-place-words";

/** The maps of the visit, each with the way into the note. */
export function PainForNote({ visitId }: { visitId: VisitId }) {
  return <PainPanel visitId={visitId} renderAction={(kept, figure) => <PutInNote kept={kept} figure={figure} />} />;
}

/** The words name the version that they are of: that version never changes, and its picture can be drawn again from it. */
function PutInNote({ kept, figure }: { kept: KeptPainMap; figure: Figure }) {
  const t = useTranslations("pain.note");
  const add = useContext(NoteWords);
  const { forNote } = usePlaceWords(figure);
  const [isDone, setDone] = useState(false);
  if (add === null || kept.map.marks.length === 0) return null;
  const put = (): void => {
    add(forNote(kept));
    setDone(true);
    announce(t("done"));
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <PlainButton onPress={put}>{t("put")}</PlainButton>
      {isDone && <span className="text-small text-ink2">{t("done")}</span>}
    </div>
  );
}
