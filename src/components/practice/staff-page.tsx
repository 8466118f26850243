"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { TextField } from "@/components/kit/field";
import { Avatar } from "@/components/kit/mark";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useClock } from "@/components/scheduling/use-clock";
import type { StaffMemberView, StaffView } from "@/core/practice/staff";
import { dateAt } from "@/core/scheduling/wall-time";
import { callQuery } from "@/room/api";
import { StaffInvite } from "./staff-invite";
import { StaffPerson } from "./staff-person";
import "./staff.css";

/** Everybody who works here: found by typing, opened by a press; invitations beside. */
export function StaffPage({ initial }: { initial: StaffView }) {
  const t = useTranslations("staff");
  const locale = useLocale();
  const clock = useClock(initial.zone);
  const [view, setView] = useState(initial);
  const [text, setText] = useState("");
  const [open, setOpen] = useState<string | null>(null);
  const opener = useRef<HTMLElement | null>(null);
  const refresh = async (): Promise<StaffView> => {
    const now = await callQuery<object, StaffView>("practice/staff", {});
    if (now.ok) setView(now.value);
    return now.ok ? now.value : view;
  };
  const close = () => {
    setOpen(null);
    opener.current?.focus();
  };
  const roles = (member: StaffMemberView) => member.roles.map((role) => t(`role.${role}`)).join(", ");
  const fold = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(locale);
  const found = view.staff.filter((member) => fold(`${member.displayName} ${member.email} ${roles(member)} ${member.speciality}`).includes(fold(text.trim())));
  const day = (ms: number) => clock.full(dateAt(ms, view.zone));
  const stateOf = (member: StaffMemberView) => {
    if (member.state === "invited") return t("state.invited", { date: day(member.inviteEndsAtMs ?? 0) });
    if (member.state === "inactive") return member.deactivatedAtMs === null ? t("state.gone") : t("state.inactive", { date: day(member.deactivatedAtMs) });
    return t(`state.${member.state}`);
  };
  const chosen = view.staff.find(({ id }) => id === open);
  const supervisors = view.staff.filter(({ state, roles: theirs }) => state !== "inactive" && theirs.includes("clinician"));
  return (
    <div className="staff-sides" data-open={open !== null || undefined}>
      <section className="staff-list" aria-label={t("page.title")}>
        <div className="staff-tools">
          <TextField type="search" label={t("page.find")} labelHidden placeholder={t("page.find")} value={text} onChange={setText} />
          {view.mayInvite && (
            <PlainButton kind="filled" icon="add" onPress={() => setOpen("invite")}>
              {t("page.invite")}
            </PlainButton>
          )}
        </div>
        <p className="sr-only" role="status">
          {t("page.count", { count: found.length })}
        </p>
        {found.length === 0 && <EmptyState className="mt-6" title={t("page.none")} />}
        <ul className="mt-3 border-b border-rule">
          {found.map((member) => (
            <li key={member.id}>
              <button
                type="button"
                className="staff-row"
                aria-current={open === member.id || undefined}
                onClick={(event) => {
                  opener.current = event.currentTarget;
                  setOpen(member.id);
                }}
              >
                <Avatar name={member.displayName} />
                <span className="staff-row-words">
                  <span className="font-semibold">
                    <bdi>{member.displayName}</bdi>
                    {member.isSelf && <span className="font-normal text-ink2"> ({t("page.you")})</span>}
                  </span>
                  <span className="text-small text-ink2">{[roles(member), member.speciality].filter(Boolean).join(" · ")}</span>
                </span>
                <span className="staff-row-state" data-state={member.state}>
                  {stateOf(member)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {open !== null && (
        <StaffPanel title={open === "invite" ? t("form.inviteTitle") : (chosen?.displayName ?? "")} label={chosen === undefined ? t("form.inviteTitle") : t("page.chosen", { name: chosen.displayName })} onClose={close}>
          {open === "invite" ? (
            <StaffInvite zone={view.zone} supervisors={supervisors} onDone={() => void refresh().then(close)} onLeave={close} />
          ) : (
            chosen !== undefined && <StaffPerson key={`${chosen.id}.${chosen.version}`} member={chosen} supervisors={supervisors.filter(({ id }) => id !== chosen.id)} mayChange={view.mayChange} refresh={refresh} state={stateOf(chosen)} />
          )}
        </StaffPanel>
      )}
    </div>
  );
}

interface StaffPanelProps {
  title: string;
  label: string;
  onClose: () => void;
  children: React.ReactNode;
}

/** The side of a person; on a phone it takes the list's place. */
function StaffPanel({ title, label, onClose, children }: StaffPanelProps) {
  const t = useTranslations("staff.page");
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), [title]);
  return (
    <section className="staff-panel" aria-label={label}>
      <div className="flex items-start justify-between gap-3">
        <h2 ref={head} tabIndex={-1} className="text-h2">
          <bdi>{title}</bdi>
        </h2>
        <PlainButton kind="quiet" icon="close" onPress={onClose}>
          {t("close")}
        </PlainButton>
      </div>
      {children}
    </section>
  );
}
