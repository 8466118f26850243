"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { DateField } from "@/components/kit/date-field";
import { SelectField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { CareMemberView, CarePart, CareTeamView } from "@/core/practice/care-teams";
import { dateAt } from "@/core/scheduling/wall-time";
import { callQuery } from "@/room/api";
import { useSave } from "./use-save";
import "./practice.css";
import "./staff.css";

/** Who takes care of a patient beyond single visits: named, with dates, ended. Needs the words `staff`, `access`, `errors`. */
export function CareTeam({ initial }: { initial: CareTeamView }) {
  const t = useTranslations("staff.care");
  const say = useErrorWords();
  const clock = useClock(initial.zone);
  const [view, setView] = useState(initial);
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<CareMemberView | null>(null);
  const { isPending, error, save, dialog } = useSave();
  const refresh = async () => {
    const now = await callQuery<object, CareTeamView>("practice/care-team", { patientId: view.patientId });
    if (now.ok) setView(now.value);
  };
  const day = (ms: number) => clock.full(dateAt(ms, view.zone));
  const when = ({ state, startsAtMs, endsAtMs }: CareMemberView) => {
    // The last day still counts: the end is the first moment after it.
    const last = endsAtMs === null ? null : day(endsAtMs - 1);
    if (state === "over") return t("over", { date: last ?? "" });
    return [t(state === "later" ? "from" : "since", { date: day(startsAtMs) }), ...(last === null ? [] : [t("until", { date: last })])].join(", ");
  };
  const end = async () => {
    const member = asked;
    setAsked(null);
    if (member === null) return;
    const done = await save("practice/end-care-team-place", { memberId: member.id }, t("ended", { name: member.name }));
    if (done !== null) await refresh();
  };
  const standing = view.members.filter(({ state }) => state !== "over");
  const over = view.members.filter(({ state }) => state === "over");
  return (
    <section aria-labelledby="care-title" className="care-team">
      <h2 id="care-title" className="text-h3">
        {t("title")}
      </h2>
      <p className="mt-1 max-w-[34rem] text-ink2">{t("words")}</p>
      {error !== null && (
        <p role="alert" className="field-error mt-3">
          {say(error)}
        </p>
      )}
      {standing.length === 0 && <p className="mt-3">{t("none")}</p>}
      <ul className="mt-3">
        {standing.map((member) => (
          <Row
            as="li"
            key={member.id}
            title={<bdi>{member.name}</bdi>}
            note={[t(member.part), member.speciality, when(member)].filter(Boolean).join(" · ")}
            end={
              view.mayChange && (
                <PlainButton kind="text" pending={isPending} aria-label={t("endNamed", { name: member.name })} onPress={() => setAsked(member)}>
                  {t("end")}
                </PlainButton>
              )
            }
          />
        ))}
      </ul>
      {view.mayChange &&
        (isAdding ? (
          <CareTeamForm
            view={view}
            onDone={() => {
              setAdding(false);
              void refresh();
            }}
            onLeave={() => setAdding(false)}
          />
        ) : (
          <PlainButton className="mt-4" icon="add" onPress={() => setAdding(true)}>
            {t("add")}
          </PlainButton>
        ))}
      {over.length > 0 && (
        <details className="mt-4">
          <summary className="link">{t("earlier")}</summary>
          <ul>
            {over.map((member) => (
              <Row as="li" key={member.id} title={<bdi>{member.name}</bdi>} note={[t(member.part), when(member)].join(" · ")} />
            ))}
          </ul>
        </details>
      )}
      <ConfirmDialog
        title={t("confirmTitle", { name: asked?.name ?? "" })}
        yes={t("confirm")}
        no={t("keep")}
        isGrave
        isOpen={asked !== null}
        onYes={() => void end()}
        onNo={() => setAsked(null)}
      >
        {t("confirmWords")}
      </ConfirmDialog>
      {dialog}
    </section>
  );
}

function CareTeamForm({ view, onDone, onLeave }: { view: CareTeamView; onDone: () => void; onLeave: () => void }) {
  const t = useTranslations("staff.care");
  const say = useErrorWords();
  const [staffId, setStaffId] = useState("");
  const [part, setPart] = useState<CarePart>("member");
  const [from, setFrom] = useState<string | null>(view.today);
  const [until, setUntil] = useState<string | null>(null);
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const name = view.candidates.find((each) => each.staffId === staffId)?.name ?? "";
    const done = await save("practice/add-to-care-team", { patientId: view.patientId, staffId, part, from: from ?? "", until }, t("added", { name }));
    if (done !== null) onDone();
  };
  return (
    <>
      <form ref={form} noValidate method="post" className="settings-form mt-4" onSubmit={(event) => void submit(event)}>
        <SelectField required autoFocus label={t("who")} empty={t("choose")} value={staffId} error={wrong("staffId")} onChange={setStaffId} options={view.candidates.map(({ staffId: id, name, speciality }) => ({ value: id, label: [name, speciality].filter(Boolean).join(" · ") }))} />
        <SelectField label={t("part")} value={part} onChange={(value) => setPart(value as CarePart)} options={(["member", "lead"] as const).map((value) => ({ value, label: t(value) }))} />
        <div className="service-fields">
          <DateField required label={t("starts")} defaultValue={view.today} error={wrong("from")} onChange={setFrom} />
          <DateField label={t("ends")} optional={t("optional")} error={wrong("until")} onChange={setUntil} />
        </div>
        <FormFoot save={t("save")} isPending={isPending} error={error} leave={{ word: t("leave"), onPress: onLeave }} />
      </form>
      {dialog}
    </>
  );
}
