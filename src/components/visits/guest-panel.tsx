"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { SelectField, TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { DomainError } from "@/core/kit/errors";
import type { VisitId } from "@/core/kit/ids";
import type { GuestLine } from "@/core/visits/guests";
import { callCommand } from "@/room/api";
import { useGuests } from "./use-guests";

const PARTS: readonly GuestLine["part"][] = ["interpreter", "family", "carer", "specialist", "observer"];

interface GuestPanelProps {
  visitId: VisitId;
  /** The reader is the clinician of this visit and lets guests in. */
  isHost: boolean;
}

/** Who was asked into the visit: to let in, to take out, to ask another. */
export function GuestPanel({ visitId, isHost }: GuestPanelProps) {
  const t = useTranslations("guests.panel");
  const part = useTranslations("guests.parts");
  const relation = useTranslations("visits.staff.relations");
  const say = useErrorWords();
  const { guests, company, refresh } = useGuests(visitId);
  const lines = [
    ...guests.map((guest) => ({ ...guest, as: part(guest.part) })),
    ...company.map((proxy) => ({ ...proxy, as: relation(proxy.relation) })),
  ];
  const [isNew, setNew] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const act = async (name: "admit-guest" | "remove-guest", guest: Pick<GuestLine, "linkId" | "name">) => {
    const answer = await callCommand(`visits/${name}`, { visitId, linkId: guest.linkId });
    if (!answer.ok) showToast({ text: say(answer.error) });
    else if (name === "remove-guest") showToast({ text: t("removed", { name: guest.name }) });
    setRemoving(null);
    await refresh();
  };
  return (
    <section aria-labelledby="guests-title" className="guest-panel">
      <h2 id="guests-title" className="text-h3">
        {t("title")}
      </h2>
      {lines.length === 0 && <p className="mt-1 text-small text-ink2">{t("none")}</p>}
      <ul>
        {lines.map((guest) => (
          <li key={guest.linkId} className="guest-line" data-guest={guest.state}>
            <p className="min-w-0 flex-1">
              <bdi className="font-semibold">{guest.name}</bdi>
              <span className="block text-small text-ink2">{`${guest.as} · ${t(`state.${guest.state}`)}`}</span>
            </p>
            {isHost && guest.state === "waiting" && (
              <PlainButton kind="filled" onPress={() => void act("admit-guest", guest)}>
                {t("admit", { name: guest.name })}
              </PlainButton>
            )}
            {removing === guest.linkId ? (
              <span role="group" aria-label={t("removeTitle", { name: guest.name })} className="flex flex-wrap gap-2">
                <PlainButton kind="danger" autoFocus onPress={() => void act("remove-guest", guest)}>
                  {t("remove", { name: guest.name })}
                </PlainButton>
                <PlainButton kind="quiet" onPress={() => setRemoving(null)}>
                  {t("keep")}
                </PlainButton>
              </span>
            ) : (
              <PlainButton kind="quiet" onPress={() => setRemoving(guest.linkId)}>
                {t("remove", { name: guest.name })}
              </PlainButton>
            )}
          </li>
        ))}
      </ul>
      {isNew ? (
        <InviteForm
          visitId={visitId}
          onLeave={() => setNew(false)}
          onDone={(name) => {
            setNew(false);
            showToast({ text: t("sent", { name }) });
            void refresh();
          }}
        />
      ) : (
        <PlainButton className="mt-2" onPress={() => setNew(true)}>
          {t("invite")}
        </PlainButton>
      )}
    </section>
  );
}

function InviteForm({ visitId, onDone, onLeave }: { visitId: VisitId; onDone: (name: string) => void; onLeave: () => void }) {
  const t = useTranslations("guests.panel");
  const part = useTranslations("guests.parts");
  const say = useErrorWords();
  const [values, setValues] = useState({ name: "", part: "family", email: "" });
  const [error, setError] = useState<DomainError | null>(null);
  const [isPending, setPending] = useState(false);
  const set = (change: Partial<typeof values>) => setValues((before) => ({ ...before, ...change }));
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPending(true);
    const answer = await callCommand("visits/invite-guest", { visitId, ...values });
    setPending(false);
    if (answer.ok) onDone(values.name);
    else setError(answer.error);
  };
  return (
    <form method="post" noValidate className="mt-3 grid gap-3" onSubmit={(event) => void submit(event)}>
      <TextField autoFocus required label={t("name")} dir="auto" spellCheck={false} value={values.name} error={wrong("name")} onChange={(name) => set({ name })} />
      <SelectField label={t("part")} value={values.part} options={PARTS.map((value) => ({ value, label: part(value) }))} onChange={(chosen) => set({ part: chosen })} />
      <TextField required type="email" dir="ltr" label={t("email")} value={values.email} error={wrong("email")} onChange={(email) => set({ email })} />
      {error !== null && error.fields === undefined && (
        <p role="alert" className="field-error">
          {say(error)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <PlainButton type="submit" kind="filled" pending={isPending}>
          {t("send")}
        </PlainButton>
        <PlainButton kind="quiet" onPress={onLeave}>
          {t("leave")}
        </PlainButton>
      </div>
    </form>
  );
}
