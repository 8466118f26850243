"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/kit/button";
import { Icon } from "@/components/kit/icon";
import { useClock } from "@/components/scheduling/use-clock";
import type { DuplicateReason } from "@/core/people/duplicates";
import type { PatientSummary } from "@/core/people/patient";

/** Somebody on file who may be the one who is being registered. */
export interface Duplicate {
  readonly patient: PatientSummary;
  readonly reasons: readonly DuplicateReason[];
}

interface DuplicateListProps {
  duplicates: readonly Duplicate[];
  onTake: (patient: PatientSummary) => void;
  onDistinct: () => void;
}

/** Asks whether it is one of these people; takes focus, because it answers a press. */
export function DuplicateList({ duplicates, onTake, onDistinct }: DuplicateListProps) {
  const t = useTranslations("people.register");
  const clock = useClock("UTC");
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <section aria-labelledby="duplicates-title" className="duplicates">
      <h3 id="duplicates-title" ref={title} tabIndex={-1} className="flex items-center gap-2 text-body">
        <Icon name="alert" className="text-straw" />
        {t("duplicateTitle", { count: duplicates.length })}
      </h3>
      <p className="mt-1 text-small">{t("duplicateWords")}</p>
      <ul className="mt-2">
        {duplicates.map(({ patient, reasons }) => (
          <li key={patient.id} className="duplicate">
            <p>
              <span className="font-semibold">{patient.name}</span>, {clock.full(patient.birthDate)}
              <span className="block text-small">{reasons.map((reason) => t(`reason.${reason}`)).join(", ")}</span>
            </p>
            <Button onPress={() => onTake(patient)}>{t("takeThis", { name: patient.name })}</Button>
          </li>
        ))}
      </ul>
      <Button kind="text" className="-ms-2.5" onPress={onDistinct}>
        {t("distinct")}
      </Button>
    </section>
  );
}
