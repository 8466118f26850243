"use client";

import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useClock, type Clock } from "@/components/scheduling/use-clock";
import { useLiveQuery } from "@/components/scheduling/use-live-query";
import type { HomeView } from "@/core/home/views";
import type { NextCard, NextKind } from "@/core/home/what-next";
import { EnterVisit } from "./enter-visit";
import "./home.css";

interface HomeNextProps {
  initial: HomeView;
  /** Above a day or a calendar: one line until more is asked for, and nothing where nothing is to do. */
  isStrip?: boolean;
  /** What the page shows in another place. */
  without?: readonly NextKind[];
}

// Visits that come and go change nothing in a strip: the page below it shows them.
const STRIP_TOPICS = ["appointment.changed", "note.changed", "notification.new"] as const;
const TOPICS = ["visit.changed", ...STRIP_TOPICS] as const;

/** What is next, one card for each thing to do, the most pressing first. */
export function HomeNext({ initial, isStrip = false, without = [] }: HomeNextProps) {
  const t = useTranslations("home");
  const { view, error } = useLiveQuery({
    name: "home/next",
    input: {},
    initial,
    topics: isStrip ? STRIP_TOPICS : TOPICS,
  });
  const [isOpen, setOpen] = useState(!isStrip);
  const clock = useClock(view.zone);
  const cards = view.cards.filter(({ kind }) => !without.includes(kind));
  if (cards.length === 0) return isStrip ? null : <Nothing />;
  const Heading = isStrip ? "h2" : "h1";
  const hidden = isOpen ? 0 : cards.length - 1;
  return (
    <section className="next" aria-labelledby="next-title">
      <Heading id="next-title" className={isStrip ? "sr-only" : "text-h1"}>
        {t("title")}
      </Heading>
      {error !== null && <Banner kind="slow" live="polite" className="mt-3" fact={t("old", { time: clock.time(view.nowMs) })} />}
      <ul className="next-cards">
        {cards.slice(0, cards.length - hidden).map((card, index) => (
          <Card key={`${card.kind} ${card.href ?? index}`} card={card} clock={clock} isFirst={index === 0 && !isStrip} />
        ))}
      </ul>
      {isStrip && cards.length > 1 && (
        <PlainButton kind="text" className="-ms-2.5" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {isOpen ? t("fewer") : t("more", { count: hidden })}
        </PlainButton>
      )}
    </section>
  );
}

function Nothing() {
  const t = useTranslations("home");
  return (
    <EmptyState level={1} title={t("none")}>
      <p>{t("noneWords")}</p>
    </EmptyState>
  );
}

/** The words of a card know its count, whom it is about, and when. */
function Card({ card, clock, isFirst }: { card: NextCard; clock: Clock; isFirst: boolean }) {
  const t = useTranslations("home");
  const { kind, count, id, name, atMs, href, urgency } = card;
  const words = {
    count,
    name: name ?? "none",
    day: atMs === null ? "" : clock.day(atMs),
    time: atMs === null ? "" : clock.time(atMs),
  };
  const title = t(`cards.${kind}.title`, words);
  return (
    <li className="next-card" data-urgency={urgency}>
      <div className="next-words">
        <p className="next-title">{title}</p>
        <p className="next-note">{t(`cards.${kind}.words`, words)}</p>
      </div>
      {kind === "visit_to_interpret" && id !== null && <EnterVisit visitId={id} word={t(`cards.${kind}.verb`)} about={title} />}
      {href !== null && (
        <LinkButton kind={isFirst ? "filled" : "bordered"} href={href} className="next-verb">
          {t(`cards.${kind}.verb`)}
          <span className="sr-only">: {title}</span>
        </LinkButton>
      )}
    </li>
  );
}

/** The frame of a first page that is nothing but what is next. */
export function HomeFrame({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="home-page">
      {children}
    </main>
  );
}
