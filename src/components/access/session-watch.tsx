"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { callQuery } from "@/room/api";
import { subscribePush } from "@/room/push";
import { LogoffNotice } from "./logoff-notice";

interface SessionWatchProps {
  sessionId: string;
  accountId: string;
}

/** Answer to `access/whoami`. */
interface WhoAmI {
  readonly accountId: string;
  /** The second factor is still to be shown. */
  readonly needsFactor: boolean;
}

/** A whole load: nothing of what was on the page stays in memory. */
function leave(): void {
  const here = `${location.pathname}${location.search}`;
  location.replace(`/sign-in?ended=1&to=${encodeURIComponent(here)}`);
}

const LOOKS_MS = [0, 400];

/**
 * Whether this browser has another session of the same account by now: showing a second factor puts a stronger one
 * in the place of the older (ACC-79). The word of the end may come before the answer that brings the new cookie, so
 * whoever is nobody is looked for once more.
 */
async function isStillIn(accountId: string): Promise<boolean> {
  for (const pauseMs of LOOKS_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const mine = await callQuery<object, WhoAmI>("access/whoami", {});
    if (mine.ok) return mine.value.accountId === accountId;
  }
  return false;
}

/**
 * Takes a page away from whoever is signed out. A session that was revoked leaves at once, unless a stronger one of
 * the same browser took its place. One that ran out
 * while something was typed keeps the page behind a lock, so that its words are there when the same person comes
 * back; without typed words it leaves too. Stands once in the portal's frame.
 */
export function SessionWatch({ sessionId, accountId }: SessionWatchProps) {
  const [isLocked, setLocked] = useState(false);
  const router = useRouter();
  const typed = useRef(false);
  const locked = useRef(false);
  useEffect(() => {
    const note = (event: Event) => {
      const field = event.target;
      if (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) typed.current = field.value !== "";
    };
    document.addEventListener("input", note, { capture: true });
    return () => document.removeEventListener("input", note, { capture: true });
  }, []);
  useEffect(
    () =>
      subscribePush(
        { kind: "session" },
        {
          event: ({ topic, ids }) => {
            if (topic !== "session.revoked" || ids.sessionId !== sessionId) return;
            void isStillIn(accountId).then((isIn) => {
              if (!isIn) return leave();
              // The new session's id, and so the watch over it, comes with the page. Behind the lock the page waits for
              // its person: a session without its second factor brings another page, and what was typed would go.
              if (!locked.current) router.refresh();
            });
          },
          ended: () => {
            if (!typed.current) return leave();
            locked.current = true;
            setLocked(true);
          },
        },
      ),
    [sessionId, accountId, router],
  );
  const open = () => {
    locked.current = false;
    setLocked(false);
    // Brings the new session's id, and so the watch over it; what was typed stays.
    router.refresh();
  };
  return isLocked ? <Lock accountId={accountId} onOpen={open} /> : <LogoffNotice key={sessionId} />;
}

/** Covers the page until the same person is signed in again. */
function Lock({ accountId, onOpen }: { accountId: string; onOpen: () => void }) {
  const t = useTranslations("kit.logoff");
  const [words, setWords] = useState<string | null>(null);
  // A browser closes a modal at the second Escape whatever a page says: then it is opened anew.
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    document.body.toggleAttribute("data-locked", true);
    // Between two modals the focus is back in the page for a moment: an Escape then would empty a search field.
    const hold = (event: KeyboardEvent) => {
      if (event.key === "Escape") event.preventDefault();
    };
    window.addEventListener("keydown", hold, { capture: true });
    return () => {
      window.removeEventListener("keydown", hold, { capture: true });
      document.body.toggleAttribute("data-locked", false);
    };
  }, []);
  const look = async () => {
    const mine = await callQuery<object, WhoAmI>("access/whoami", {});
    if (!mine.ok) return setWords(t("notYet"));
    if (mine.value.accountId !== accountId) return leave();
    if (mine.value.needsFactor) return setWords(t("notYet"));
    onOpen();
  };
  return (
    <PlainDialog
      key={turn}
      title={t("lockedTitle")}
      isOpen
      onClose={() => setTurn(turn + 1)}
      actions={
        <>
          <PlainButton kind="filled" autoFocus onPress={() => window.open("/sign-in", "_blank", "noopener")}>
            {t("signIn")}
          </PlainButton>
          <PlainButton onPress={() => void look()}>{t("back")}</PlainButton>
          <PlainButton kind="text" onPress={leave}>
            {t("drop")}
          </PlainButton>
        </>
      }
    >
      <p>{t("lockedWords")}</p>
      {words !== null && <Banner className="mt-4" kind="slow" fact={words} live="polite" />}
    </PlainDialog>
  );
}
