"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useUnsaved } from "@/components/people/use-unsaved";
import { changedFields, mergeEdits } from "@/core/people/merge-edits";
import type { StaffMemberView, StaffView } from "@/core/practice/staff";
import { callQuery } from "@/room/api";
import { BothVersions } from "./both-versions";
import { StaffFields, type StaffValues } from "./staff-fields";
import { StaffLeaving } from "./staff-leaving";
import { useSave } from "./use-save";

interface StaffPersonProps {
  member: StaffMemberView;
  supervisors: readonly { readonly id: string; readonly displayName: string }[];
  mayChange: boolean;
  state: string;
  refresh: () => Promise<StaffView>;
}

function valuesOf(member: StaffMemberView): StaffValues {
  const { displayName, speciality, roles, languages, licencePlaces, zone, supervisorId } = member;
  return { displayName, speciality, roles, languages, licencePlaces, zone, supervisorId };
}

/** One person: what they are and may do, where their invitation stands, and leaving. */
export function StaffPerson({ member, supervisors, mayChange, state, refresh }: StaffPersonProps) {
  const t = useTranslations("staff");
  const say = useErrorWords();
  const [isLeaving, setLeaving] = useState(false);
  const { isPending, error, save, dialog } = useSave();
  const after = async (done: unknown) => {
    if (done !== null) await refresh();
  };
  const isGone = member.state === "inactive";
  return (
    <>
      <p className="text-small text-ink2">
        {member.email} · {state}
      </p>
      {error !== null && (
        <p role="alert" className="field-error mt-3">
          {say(error)}
        </p>
      )}
      {isLeaving ? (
        <StaffLeaving member={member} onDone={() => void refresh()} onLeave={() => setLeaving(false)} />
      ) : (
        <>
          {mayChange && !isGone && <StaffChange member={member} supervisors={supervisors} refresh={refresh} />}
          {mayChange && (
            <div className="staff-acts">
              {(member.state === "invited" || member.state === "lapsed") && (
                <PlainButton icon="mail" pending={isPending} onPress={() => void save("practice/resend-invite", { staffId: member.id }, t("person.resent")).then(after)}>
                  {t("person.resend")}
                </PlainButton>
              )}
              {!isGone && !member.isSelf && (
                <PlainButton kind="text" onPress={() => setLeaving(true)}>
                  {t("person.deactivate")}
                </PlainButton>
              )}
              {isGone && (
                <>
                  <p className="text-small text-ink2">{t("person.leftWords")}</p>
                  <PlainButton
                    pending={isPending}
                    onPress={() => void save("practice/reactivate-staff", { staffId: member.id, version: member.version }, t("person.reactivated", { name: member.displayName })).then(after)}
                  >
                    {t("person.reactivate")}
                  </PlainButton>
                </>
              )}
            </div>
          )}
        </>
      )}
      {dialog}
    </>
  );
}

function StaffChange({ member, supervisors, refresh }: Pick<StaffPersonProps, "member" | "supervisors" | "refresh">) {
  const t = useTranslations("staff");
  const say = useErrorWords();
  const [values, setValues] = useState(valuesOf(member));
  const [theirs, setTheirs] = useState<StaffMemberView | null>(null);
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const isDirty = Object.keys(changedFields(valuesOf(member), values)).length > 0;
  useUnsaved(isDirty);
  const send = async (from: StaffMemberView, wanted: StaffValues) => {
    const stale = async () => setTheirs((await fetchFresh()) ?? null);
    const done = await save("practice/change-staff", { staffId: from.id, version: from.version, changes: changedFields(valuesOf(from), wanted) }, t("form.saved"), () => void stale());
    if (done !== null) await refresh();
  };
  // Without putting it on the page: that would begin the form anew and lose what was typed.
  const fetchFresh = async () => {
    const now = await callQuery<object, StaffView>("practice/staff", {});
    return now.ok ? now.value.staff.find(({ id }) => id === member.id) : undefined;
  };
  if (theirs !== null) {
    const { merged, conflicts } = mergeEdits(valuesOf(member), values, valuesOf(theirs));
    const mine = { ...merged, ...Object.fromEntries(conflicts.map((field) => [field, values[field]])) };
    return (
      <>
        <StaffConflict theirs={theirs} mine={mine} isPending={isPending} onMine={() => void send(theirs, mine)} onTheirs={() => void refresh()} />
        {dialog}
      </>
    );
  }
  const wrong = (field: keyof StaffValues) => {
    const found = Object.keys(error?.fields ?? {}).find((path) => path === `changes.${field}` || path.startsWith(`changes.${field}.`));
    return error === null || found === undefined ? undefined : say(error, found);
  };
  return (
    <>
      <form
        ref={form}
        noValidate
        method="post"
        className="settings-form mt-4"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isDirty) void send(member, values);
        }}
      >
        <StaffFields values={values} supervisors={supervisors} wrong={wrong} set={(change) => setValues((before) => ({ ...before, ...change }))} />
        <FormFoot save={t("form.save")} change={{ isDirty, unsaved: t("form.unsaved"), nothing: t("form.nothing") }} isPending={isPending} error={error} />
      </form>
      {dialog}
    </>
  );
}

interface StaffConflictProps {
  theirs: StaffMemberView;
  mine: StaffValues;
  isPending: boolean;
  onMine: () => void;
  onTheirs: () => void;
}

function StaffConflict({ theirs, mine, isPending, onMine, onTheirs }: StaffConflictProps) {
  const t = useTranslations("staff");
  const lines = (of: StaffValues) => [
    [t("form.displayName"), of.displayName],
    [t("form.speciality"), of.speciality],
    [t("form.roles"), of.roles.map((role) => t(`role.${role}`)).join(", ")],
    [t("form.languages"), of.languages.join(", ")],
    [t("form.licencePlaces"), of.licencePlaces.join(", ")],
    [t("form.zone"), of.zone],
  ] as const;
  const ours = lines(mine);
  const differences = lines(valuesOf(theirs)).flatMap(([name, value], at) => (value === ours[at]?.[1] ? [] : [{ name, theirs: value, mine: ours[at]?.[1] ?? "" }]));
  const words = { title: t("conflict.title"), words: t("conflict.words"), theirs: t("conflict.theirs"), mine: t("conflict.mine"), keepTheirs: t("conflict.keepTheirs"), keepMine: t("conflict.keepMine"), none: t("conflict.none") };
  return <BothVersions differences={differences} words={words} isPending={isPending} onMine={onMine} onTheirs={onTheirs} />;
}
