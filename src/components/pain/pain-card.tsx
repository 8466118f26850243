"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import type { VisitId } from "@/core/kit/ids";

const PainForNote = dynamic(() => import("./pain-for-note").then((module) => module.PainForNote), { ssr: false });

/** Beside the note: where it hurts, and the way to have it in the note. The figure comes when somebody asks for it. */
export function PainCard({ visitId }: { visitId: VisitId }) {
  const t = useTranslations("pain");
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="mt-8 border-t border-rule pt-5" aria-labelledby="pain-heading">
      <h2 id="pain-heading" className="mb-3 text-h3">
        {t("read.title")}
      </h2>
      {isOpen ? (
        <PainForNote visitId={visitId} />
      ) : (
        <Button icon="person" onPress={() => setOpen(true)}>
          {t("history.open")}
        </Button>
      )}
    </section>
  );
}
