"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { SelectField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { LeavingView, LeavingVisit, StaffMemberView } from "@/core/practice/staff";
import { callQuery } from "@/room/api";
import { useSave } from "./use-save";

interface StaffLeavingProps {
  member: StaffMemberView;
  onDone: () => void;
  onLeave: () => void;
}

interface Done {
  readonly handedOver: number;
  readonly cancelled: number;
}

/** Lets somebody go: what happens to each visit and each trainee is said before the button works. */
export function StaffLeaving({ member, onDone, onLeave }: StaffLeavingProps) {
  const t = useTranslations("staff.leave");
  const say = useErrorWords();
  const [view, setView] = useState<LeavingView | null>(null);
  const [fates, setFates] = useState<Readonly<Record<string, string>>>({});
  const [supervisors, setSupervisors] = useState<Readonly<Record<string, string>>>({});
  const { isPending, error, setError, save, dialog } = useSave();
  const load = useCallback(
    () =>
      callQuery<object, LeavingView>("practice/leaving", { staffId: member.id }).then((answer) => {
        if (answer.ok) setView(answer.value);
        else setError(answer.error);
      }),
    [member.id, setError],
  );
  useEffect(() => void load(), [load]);

  if (view === null) return error === null ? <StatePanel kind="loading" title="…" level={3} /> : <p role="alert" className="field-error mt-4">{say(error)}</p>;
  const open = view.visits.filter(({ appointmentId }) => (fates[appointmentId] ?? "") === "").length + view.trainees.filter(({ staffId }) => (supervisors[staffId] ?? "") === "").length;
  const send = async () => {
    const visits = view.visits.map(({ appointmentId, version }) => {
      const fate = fates[appointmentId] ?? "";
      return fate === "cancel" ? { appointmentId, version, to: "cancel" } : { appointmentId, version, to: "colleague", staffId: fate };
    });
    const trainees = view.trainees.map(({ staffId }) => ({ staffId, supervisorId: supervisors[staffId] ?? "" }));
    const count = visits.filter(({ to }) => to === "cancel").length;
    const words = t("done", { name: member.displayName, handedOver: visits.length - count, cancelled: count });
    const done = await save<Done>("practice/deactivate-staff", { staffId: member.id, version: view.version, visits, trainees }, words, (stale) => {
      setError(stale);
      void load();
    });
    if (done !== null) onDone();
  };
  return (
    <section className="settings-form mt-4" aria-labelledby="leaving-title">
      <h3 id="leaving-title" className="text-h3">
        {t("title", { name: member.displayName })}
      </h3>
      <p className="text-ink2">{t("words")}</p>
      {view.running > 0 && <Banner kind="urgent" fact={t("running")} />}
      <VisitFates view={view} fates={fates} set={setFates} />
      {view.trainees.length > 0 && <p className="font-semibold">{t("trainees", { count: view.trainees.length })}</p>}
      {view.trainees.map(({ staffId, name }) => (
        <SelectField
          key={staffId}
          label={t("supervisorFor", { name })}
          empty={t("choose")}
          value={supervisors[staffId] ?? ""}
          options={view.colleagues.map((each) => ({ value: each.staffId, label: each.name }))}
          onChange={(id) => setSupervisors((before) => ({ ...before, [staffId]: id }))}
        />
      ))}
      {error !== null && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <PlainButton kind="danger" pending={isPending} unready={open > 0 ? t("unready", { count: open }) : undefined} onPress={() => void send()}>
          {t("confirm")}
        </PlainButton>
        <PlainButton kind="text" onPress={onLeave}>
          {t("keep")}
        </PlainButton>
      </div>
      {dialog}
    </section>
  );
}

interface VisitFatesProps {
  view: LeavingView;
  fates: Readonly<Record<string, string>>;
  set: (fates: Readonly<Record<string, string>>) => void;
}

function VisitFates({ view, fates, set }: VisitFatesProps) {
  const t = useTranslations("staff.leave");
  const clock = useClock(view.zone);
  const nameOf = (id: string) => view.colleagues.find(({ staffId }) => staffId === id)?.name ?? "";
  const handAll = (staffId: string) => {
    const fits = view.visits.filter(({ freeStaffIds }) => freeStaffIds.some((id) => id === staffId));
    set({ ...fates, ...Object.fromEntries(fits.map(({ appointmentId }) => [appointmentId, staffId])) });
  };
  const options = (visit: LeavingVisit) => [
    ...visit.freeStaffIds.map((id) => ({ value: id, label: t("give", { name: nameOf(id) }) })),
    ...(visit.freeStaffIds.length === 0 ? [{ value: "none", label: t("nobody"), disabled: true }] : []),
    { value: "cancel", label: t("cancel") },
  ];
  return (
    <>
      <p className="font-semibold">{t("visits", { count: view.visits.length })}</p>
      {view.visits.length > 1 && view.colleagues.length > 0 && (
        <SelectField label={t("allTo")} empty={t("choose")} value="" options={view.colleagues.map(({ staffId, name }) => ({ value: staffId, label: name }))} onChange={(id) => id !== "" && handAll(id)} />
      )}
      {view.visits.map((visit) => (
        <SelectField
          key={visit.appointmentId}
          label={t("fate", { when: clock.moment(visit.startsAtMs) })}
          help={[visit.patient, visit.service].filter(Boolean).join(" · ")}
          empty={t("choose")}
          value={fates[visit.appointmentId] ?? ""}
          options={options(visit)}
          onChange={(fate) => set({ ...fates, [visit.appointmentId]: fate })}
        />
      ))}
    </>
  );
}
