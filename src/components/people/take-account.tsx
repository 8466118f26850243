"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { NewPasswordField } from "@/components/access/password-field";
import { useMailedToken } from "@/components/access/use-mailed-token";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { StatePanel } from "@/components/kit/state-panel";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { LocaleOption } from "@/components/shell/language-switch";
import { EntryFrame } from "@/components/visits/entry-frame";
import { useWho, WhoFields, type WhoProblems } from "@/components/visits/who-fields";
import type { DomainError } from "@/core/kit/errors";
import { askPrivately, callCommand } from "@/room/api";

interface Invitation {
  readonly practice: string;
  readonly isOver: boolean;
}

const NOBODY = { as: { kind: "public" } } as const;

/** A patient takes up the invitation to have an account: says who they are, and chooses with what they sign in. */
export function TakeAccount({ locales }: { locales: readonly LocaleOption[] }) {
  const t = useTranslations("registration.account");
  const token = useMailedToken();
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [signIn, setSignIn] = useState<string | null>(null);
  useEffect(() => {
    if (token === null || token === "") return;
    void askPrivately<unknown, Invitation>("people/account-invitation", { token }, NOBODY).then((answer) => (answer.ok ? setInvitation(answer.value) : setError(answer.error)));
  }, [token]);
  const isOver = invitation?.isOver === true || error?.kind === "gone";
  const isUnknown = token === "" || error?.kind === "not_found" || error?.kind === "invalid";
  if (invitation !== null && !isOver && signIn === null) {
    return <Form token={token ?? ""} practice={invitation.practice} locales={locales} onDone={setSignIn} onOver={setError} />;
  }
  return (
    <EntryFrame locales={locales}>
      <div className="pt-8" role={signIn === null ? "alert" : "status"}>
        {signIn !== null ? (
          <StatePanel kind="empty" level={1} title={t("done")} actions={<LinkButton kind="filled" size="large" href={signIn}>{t("signIn")}</LinkButton>}>
            {t(signIn === "/sign-in" ? "doneWords" : "donePasskey")}
          </StatePanel>
        ) : isOver || isUnknown ? (
          <StatePanel kind={isOver ? "ended" : "error"} level={1} title={t(isOver ? "over" : "unknown")}>
            {t(isOver ? "overWords" : "unknownWords")}
          </StatePanel>
        ) : (
          <StatePanel kind={error === null ? "loading" : "error"} level={1} title={t(error === null ? "opening" : "unknown")} />
        )}
      </div>
    </EntryFrame>
  );
}

interface FormProps {
  token: string;
  practice: string;
  locales: readonly LocaleOption[];
  onDone: (signInAt: string) => void;
  onOver: (error: DomainError) => void;
}

interface Wrong extends WhoProblems {
  readonly password?: string;
}

function Form({ token, practice, locales, onDone, onOver }: FormProps) {
  const t = useTranslations("registration.account");
  const who = useTranslations("visits.confirm");
  const say = useErrorWords();
  const { fields, set, read } = useWho();
  const [way, setWay] = useState<"password" | "passkey">("password");
  const [wrong, setWrong] = useState<Wrong>({});
  const [isPending, setPending] = useState(false);
  const form = useErrorFocus(wrong);
  const password = useRef<HTMLInputElement>(null);

  const tell = (error: DomainError) => {
    const left = error.params?.left;
    if (error.kind === "gone") onOver(error);
    else if (error.fields?.password !== undefined) setWrong({ password: say(error, "password") });
    else setWrong({ all: error.code === "visits.wrong_answer" && typeof left === "number" ? who("wrong", { left }) : say(error) });
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { name, birthDate } = read();
    const chosen = way === "password" ? (password.current?.value ?? "") : null;
    if (name === "" || birthDate === null || chosen === "") {
      setWrong({
        name: name === "" ? who("nameMissing") : undefined,
        date: birthDate === null ? who("dateMissing") : undefined,
        password: chosen === "" ? t("passwordMissing") : undefined,
      });
      return;
    }
    setPending(true);
    const answer = await callCommand<unknown, { signInToken: string | null }>("people/take-account", { token, name, birthDate, password: chosen }, NOBODY);
    setPending(false);
    if (!answer.ok) return tell(answer.error);
    onDone(answer.value.signInToken === null ? "/sign-in" : `/sign-in/link#${answer.value.signInToken}`);
  };

  return (
    <form method="post" ref={form} noValidate onSubmit={(event) => void submit(event)}>
      <EntryFrame
        locales={locales}
        foot={
          <PlainButton type="submit" kind="filled" size="large" wide pending={isPending}>
            {t("submit")}
          </PlainButton>
        }
      >
        <h1 className="text-h1">{t("title", { practice })}</h1>
        <p className="mt-1 text-ink2">{t("words")}</p>
        <div className="mt-6 grid gap-6">
          <WhoFields fields={fields} set={set} wrong={wrong} />
          {way === "password" ? (
            <NewPasswordField ref={password} name="password" label={t("password")} error={wrong.password} />
          ) : (
            <p>{t("passkeyWords")}</p>
          )}
          <PlainButton kind="text" className="-ms-2.5 justify-self-start" onPress={() => setWay(way === "password" ? "passkey" : "password")}>
            {t(way === "password" ? "toPasskey" : "toPassword")}
          </PlainButton>
        </div>
      </EntryFrame>
    </form>
  );
}
