"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type ReactNode } from "react";
import { Button } from "@/components/kit/button";
import { Dialog } from "@/components/kit/dialog";
import { LinkButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import { canStillChange } from "@/core/scheduling/change";
import type { DayAppointment, DayView } from "@/core/scheduling/day";
import { clocksDiffer } from "@/core/scheduling/wall-time";
import { zonePlace } from "@/core/scheduling/zone-place";
import { useClock, type Clock } from "./use-clock";
import type { DraftTools } from "./use-draft";

interface AppointmentPanelProps {
  appointment: DayAppointment;
  tools: DraftTools;
  day: DayView;
  clock: Clock;
  nameOf: (clinicianId: string) => string;
  onCancel: (appointment: DayAppointment, day: DayView) => Promise<DomainError | null>;
  onClose: () => void;
}

/** One appointment, with what the reader may do with it. */
export function AppointmentPanel({ appointment, tools, day, clock, nameOf, onCancel, onClose }: AppointmentPanelProps) {
  const t = useTranslations("scheduling.change");
  const { patient, startsAtMs, endsAtMs, verbs, visitState } = appointment;
  const theirs = useClock(patient.zone);
  const heading = useRef<HTMLHeadingElement>(null);
  // It answers a press somewhere else on the page: readers and keys go on from here.
  useEffect(() => heading.current?.focus(), [appointment.id]);
  const range = `${clock.time(startsAtMs)} – ${clock.time(endsAtMs)}`;
  const isOpen = canStillChange({ status: "booked", visitState });
  return (
    <section aria-labelledby="appointment-title" className="flex flex-1 flex-col gap-4 pb-5">
      <div>
        <p className="text-small text-ink2">{t("title")}</p>
        <h2 id="appointment-title" ref={heading} tabIndex={-1} className="text-h2">
          {patient.name}
        </h2>
      </div>
      <dl className="appointment-facts">
        <Fact name={t("when")}>
          {clock.weekday(day.date)}, <span className="figures whitespace-nowrap">{range}</span>
          {clocksDiffer(startsAtMs, patient.zone, day.zone) && (
            <span className="block text-ink2">{t("theirTime", { time: theirs.time(startsAtMs), place: zonePlace(patient.zone) })}</span>
          )}
        </Fact>
        <Fact name={t("with")}>{nameOf(appointment.clinicianId)}</Fact>
        <Fact name={t("visit")}>{appointment.service.name}</Fact>
      </dl>
      {!isOpen && <p className="text-small text-ink2">{t("fixed")}</p>}
      {isOpen && verbs.length === 0 && (
        <p className="text-small text-ink2">{t("notYours", { clinician: nameOf(appointment.clinicianId) })}</p>
      )}
      <div className="flex flex-wrap gap-2">
        {verbs.includes("move") && (
          <Button kind="filled" onPress={() => tools.startMove(appointment)}>
            {t("move")}
          </Button>
        )}
        {verbs.includes("cancel") && <CancelButton name={patient.name} onCancel={() => onCancel(appointment, day)} onDone={onClose} />}
      </div>
      <div className="mt-auto flex flex-wrap gap-2 border-t border-rule pt-4">
        <LinkButton href={`/people/${patient.id}`}>{t("openPatient", { name: patient.name })}</LinkButton>
        <Button kind="quiet" onPress={onClose}>
          {t("back")}
        </Button>
      </div>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface CancelButtonProps {
  name: string;
  onCancel: () => Promise<DomainError | null>;
  onDone: () => void;
}

function CancelButton({ name, onCancel, onDone }: CancelButtonProps) {
  const t = useTranslations("scheduling.change");
  const say = useErrorWords();
  const [isAsking, setAsking] = useState(false);
  const [isPending, setPending] = useState(false);
  const [error, setError] = useState<DomainError | null>(null);
  const cancel = async () => {
    setPending(true);
    const refused = await onCancel();
    setPending(false);
    setError(refused);
    if (refused !== null) return;
    setAsking(false);
    onDone();
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t("cancel")}</Button>
      <Dialog
        role="alertdialog"
        title={t("cancelAsk")}
        isOpen={isAsking}
        onOpenChange={setAsking}
        actions={(close) => (
          <>
            <Button kind="danger" pending={isPending} onPress={() => void cancel()}>
              {t("cancelYes")}
            </Button>
            <Button kind="quiet" onPress={close}>
              {t("cancelNo")}
            </Button>
          </>
        )}
      >
        <p>{t("cancelWords", { name })}</p>
        {error !== null && (
          <p role="alert" className="field-error">
            {say(error)}
          </p>
        )}
      </Dialog>
    </>
  );
}
