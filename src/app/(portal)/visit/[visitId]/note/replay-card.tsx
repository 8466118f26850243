"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import type { VisitId } from "@/core/kit/ids";

// The scene, its timeline and three.js come when somebody asks for them.
const NoteReplay = dynamic(() => import("./note-replay").then((module) => module.NoteReplay), { ssr: false });

/** Under the kept views: the way to look at the visit again. */
export function ReplayCard({ visitId, zone, nextNumber }: { visitId: VisitId; zone: string; nextNumber: number | null }) {
  const t = useTranslations("replay.card");
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const open = (): void => {
    setOpened(true);
    setOpen(true);
  };
  return (
    <section className="mt-8 border-t border-rule pt-5" aria-labelledby="replay-heading">
      <h2 id="replay-heading" className="text-h3">
        {t("title")}
      </h2>
      <p className="mb-3 text-small text-ink2">{t("words")}</p>
      <Button icon="repeat" onPress={open}>
        {t("open")}
      </Button>
      {wasOpened && <NoteReplay visitId={visitId} zone={zone} nextNumber={nextNumber} isOpen={isOpen} onClose={() => setOpen(false)} />}
    </section>
  );
}
