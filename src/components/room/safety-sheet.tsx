"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/kit/icon";
import { initialsOf, Mark } from "@/components/kit/mark";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import type { MediaSealing } from "@/room/livekit/connection";
import type { OpenVisit } from "@/room/livekit/open-visit";
import { useStore } from "./use-store";

/** `off`: there is no media server to be had, so there is nothing to seal. */
export type SafetyState = MediaSealing | "off";

interface SafetySheetProps {
  visit: OpenVisit;
  state: SafetyState;
  isOpen: boolean;
  onClose: () => void;
}

/** Who can see what in this room, and who holds its keys now. */
export function SafetySheet({ visit, state, isOpen, onClose }: SafetySheetProps) {
  const t = useTranslations("room.safety");
  return (
    <PlainDialog isOpen={isOpen} onClose={onClose} title={t("title")} actions={<PlainButton onPress={onClose}>{t("close")}</PlainButton>}>
      {isOpen && (
        <div className="grid gap-5 pt-2 text-ink">
          <dl className="grid gap-4">
            <Fact icon={state === "sealed" ? "lock" : "alert"} tone={state} name={t("media.name")} fact={t(`media.${state}`)}>
              {t(`media.${state}Words`)}
            </Fact>
            <SceneFact visit={visit} />
            <Fact icon="document" tone="kept" name={t("notes.name")} fact={t("notes.fact")}>
              {t("notes.words")}
            </Fact>
            <Fact icon="eye" tone="read" name={t("server.name")} fact={t("server.fact")}>
              {t("server.words")}
            </Fact>
          </dl>
          <KeyHolders visit={visit} />
        </div>
      )}
    </PlainDialog>
  );
}

function SceneFact({ visit }: Pick<SafetySheetProps, "visit">) {
  const t = useTranslations("room.safety.scene");
  const hasLine = useStore(visit.session.presence) !== null;
  const isSealed = useStore(visit.session.status) === "connected" && hasLine;
  return (
    <Fact icon={isSealed ? "lock" : "share"} tone={isSealed ? "sealed" : "kept"} name={t("name")} fact={t(isSealed ? "sealed" : "server")}>
      {t(isSealed ? "sealedWords" : "serverWords")}
    </Fact>
  );
}

interface FactProps {
  icon: IconName;
  /** The colour beside the words; never instead of them. */
  tone: SafetyState | "kept" | "read";
  name: string;
  fact: string;
  children: ReactNode;
}

function Fact({ icon, tone, name, fact, children }: FactProps) {
  return (
    <div className="safety-fact" data-tone={tone}>
      <dt className="text-small text-ink2">
        <Icon name={icon} />
        {name}
      </dt>
      <dd>
        <p className="safety-state">{fact}</p>
        <p className="text-small text-ink2">{children}</p>
      </dd>
    </div>
  );
}

/** Everybody who is in the room: each of them can open what is sealed in it. */
function KeyHolders({ visit: { session } }: Pick<SafetySheetProps, "visit">) {
  const t = useTranslations("room.safety.people");
  const you = useTranslations("room")("you");
  const people = useStore(session.people);
  const roster = useStore(session.scene.roster);
  const seals = (pages: readonly string[]): boolean => roster.every(({ identity, seals: can }) => can !== false || !pages.includes(identity));
  return (
    <section aria-labelledby="safety-people">
      <h3 id="safety-people" className="text-h3">
        {t("title")}
      </h3>
      <p className="text-small text-ink2">{t("words")}</p>
      <ul className="mt-3 grid gap-2">
        {people.map(({ actor, name, seat, isSelf, pages }) => (
          <li key={actor} className="flex items-center gap-3">
            <Mark person={seat} initial={initialsOf(name).slice(0, 1)} />
            <span className="min-w-0 flex-1 wrap-anywhere font-semibold">{isSelf ? you : name}</span>
            <span className="text-small text-ink2">{t(seals(pages) ? "has" : "unable")}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
