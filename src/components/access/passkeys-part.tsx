"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useRef, useState, type FormEvent } from "react";
import { Banner } from "@/components/kit/banner";
import { ConfirmDialog } from "@/components/kit/confirm-dialog";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useErrorWords } from "@/components/kit/use-error-words";
import { callCommand } from "@/room/api";
import { addPasskey } from "./add-passkey";
import type { SecurityPartProps } from "./security-types";
import { usePending } from "./use-pending";

type Passkey = SecurityPartProps["view"]["passkeys"][number];
type Step = { readonly kind: "add" } | { readonly kind: "rename" | "remove"; readonly passkey: Passkey };

/** Passkeys: added, named, taken away. */
export function PasskeysPart({ view, run: runStep, changed, showCodes }: SecurityPartProps) {
  const t = useTranslations("access.security");
  const format = useFormatter();
  const say = useErrorWords();
  const [step, setStep] = useState<Step | null>(null);
  const { isPending, error, setError, run } = usePending();
  const begin = (next: Step | null) => {
    setError(null);
    setStep(next);
  };
  const remove = async (passkeyId: string) => {
    const done = await run(() => runStep(() => callCommand("access/remove-passkey", { passkeyId })));
    setStep(null);
    if (done !== null) changed(t("removed"));
  };
  const name = async (label: string) => {
    if (step?.kind === "rename") {
      const { passkeyId } = step.passkey;
      if ((await run(() => callCommand("access/rename-passkey", { passkeyId, label }))) === null) return;
      setStep(null);
      return changed(t("renamed"));
    }
    const added = await run(() => runStep(() => addPasskey(label)));
    if (added === null) return;
    setStep(null);
    changed(t("added"));
    if (added.recoveryCodes !== null) showCodes(added.recoveryCodes);
  };
  const noteOf = (passkey: Passkey) =>
    t("passkeyNote", {
      when: format.dateTime(passkey.createdAtMs, "moment"),
      used: passkey.lastUsedAtMs === null ? t("passkeyUnused") : t("passkeyUsed", { when: format.dateTime(passkey.lastUsedAtMs, "moment") }),
    });
  const isNaming = step?.kind === "add" || step?.kind === "rename";
  return (
    <section className="mt-8 border-t border-rule pt-6">
      <h2 className="text-h2">{t("passkeysTitle")}</h2>
      <p className="mt-1 text-ink2">{t("passkeysWords")}</p>
      {error !== null && error.fields?.label === undefined && <Banner kind="urgent" fact={say(error)} live="assertive" className="mt-4" />}
      {view.passkeys.length === 0 ? (
        <p className="mt-4">{t("passkeysNone")}</p>
      ) : (
        <ul className="mt-4 border-b border-rule">
          {view.passkeys.map((passkey) => (
            <Row
              as="li"
              key={passkey.passkeyId}
              title={passkey.label}
              note={noteOf(passkey)}
              end={
                <>
                  <PlainButton kind="text" aria-label={t("renameNamed", { name: passkey.label })} onPress={() => begin({ kind: "rename", passkey })}>
                    {t("rename")}
                  </PlainButton>
                  <PlainButton kind="text" aria-label={t("removeNamed", { name: passkey.label })} onPress={() => begin({ kind: "remove", passkey })}>
                    {t("remove")}
                  </PlainButton>
                </>
              }
            />
          ))}
        </ul>
      )}
      {isNaming ? (
        <NameForm
          key={step.kind === "rename" ? step.passkey.passkeyId : "new"}
          start={step.kind === "rename" ? step.passkey.label : ""}
          error={error?.fields?.label === undefined ? undefined : say(error, "label")}
          isPending={isPending}
          submit={step.kind === "rename" ? t("save") : t("addPasskey")}
          onName={(label) => void name(label)}
          onLeave={() => begin(null)}
        />
      ) : (
        <PlainButton className="mt-4" icon="add" onPress={() => begin({ kind: "add" })}>
          {t("addPasskey")}
        </PlainButton>
      )}
      <ConfirmDialog
        title={t("removePasskeyTitle", { name: step?.kind === "remove" ? step.passkey.label : "" })}
        yes={t("remove")}
        no={t("keep")}
        isGrave
        isPending={isPending}
        isOpen={step?.kind === "remove"}
        onYes={() => step?.kind === "remove" && void remove(step.passkey.passkeyId)}
        onNo={() => step?.kind === "remove" && setStep(null)}
      >
        {t("removeWords")}
      </ConfirmDialog>
    </section>
  );
}

interface NameFormProps {
  start: string;
  error: string | undefined;
  isPending: boolean;
  submit: string;
  onName: (label: string) => void;
  onLeave: () => void;
}

function NameForm({ start, error, isPending, submit, onName, onLeave }: NameFormProps) {
  const t = useTranslations("access.security");
  const label = useRef<HTMLInputElement>(null);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isPending) onName(label.current?.value ?? "");
  };
  return (
    <form method="post" noValidate onSubmit={send} className="mt-4 flex max-w-[26rem] flex-col gap-4">
      <TextField ref={label} name="label" label={t("passkeyName")} help={t("passkeyNameHelp")} defaultValue={start} error={error} maxLength={60} autoFocus required />
      <div className="flex flex-wrap gap-2">
        <PlainButton type="submit" kind="filled" pending={isPending}>
          {submit}
        </PlainButton>
        <PlainButton kind="text" onPress={onLeave}>
          {t("cancel")}
        </PlainButton>
      </div>
    </form>
  );
}
