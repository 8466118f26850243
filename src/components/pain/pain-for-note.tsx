"use client";

import { useTranslations } from "next-intl";
import { useContext, useState } from "react";
import { announce } from "@/components/kit/live-region";
import { IconButton } from "@/components/kit/icon-button";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import { NoteWords } from "@/components/record/note-words";
import type { VisitId } from "@/core/kit/ids";
import type { Figure } from "@/core/pain/figure";
import type { KeptPainMap } from "@/core/pain/map";
import { callQuery } from "@/room/api";
import { PainPanel } from "./pain-panel";
import { PainRead } from "./pain-read";
import { usePlaceWords } from "./use-place-words";

/** The maps of the visit, each with its versions and the way into the note. */
export function PainForNote({ visitId }: { visitId: VisitId }) {
  return <PainPanel visitId={visitId} renderMap={(newest, figure, zone) => <Versions newest={newest} figure={figure} zone={zone} />} />;
}

/** A map as it stands, and as it stood at each version: what a note was written from can be seen again. */
function Versions({ newest, figure, zone }: { newest: KeptPainMap; figure: Figure; zone: string }) {
  const t = useTranslations("pain.version");
  const say = useErrorWords();
  const [older, setOlder] = useState<KeptPainMap | null>(null);
  const shown = older ?? newest;
  const show = async (version: number): Promise<void> => {
    if (version < 1) return;
    if (version >= newest.version) return setOlder(null);
    const { visitId, painter } = newest;
    const answer = await callQuery<Pick<KeptPainMap, "visitId" | "painter" | "version">, KeptPainMap>("pain/version", { visitId, painter, version });
    if (answer.ok) setOlder(answer.value);
    else showToast({ text: say(answer.error) });
  };
  return (
    <div className="grid gap-3">
      {newest.version > 1 && (
        <div className="flex flex-wrap items-center gap-2">
          <IconButton icon="chevron-start" label={t("earlier")} onPress={() => void show(shown.version - 1)} />
          <span role="status" className="text-small">
            {t("label", { n: shown.version, count: newest.version })}
          </span>
          <IconButton icon="chevron-end" label={t("later")} onPress={() => void show(shown.version + 1)} />
        </div>
      )}
      <PainRead kept={shown} figure={figure} zone={zone} action={<PutInNote kept={shown} figure={figure} />} />
    </div>
  );
}

/** The words name the version that they are of: that version never changes, and is drawn again from it. */
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
