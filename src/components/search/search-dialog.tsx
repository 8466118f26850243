"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ComboBox, Group, Header, Input, Label, ListBox, ListBoxItem, ListBoxSection, Popover, Text } from "react-aria-components";
import { Dialog } from "@/components/kit/dialog";
import { Icon } from "@/components/kit/icon";
import { announce } from "@/components/kit/live-region";
import { useSurface } from "@/components/kit/surface";
import { useClock } from "@/components/scheduling/use-clock";
import { useStore } from "@/components/room/use-store";
import type { FindView } from "@/core/search/views";
import { SEARCH_TEXT_MAX } from "@/core/search/limits";
import { AskFailed } from "./find-field";
import { keepPick, recentPicks, type Pick } from "./recent";
import { useAsked } from "./use-asked";

interface Section {
  readonly id: "recent" | "people" | "appointments" | "staff";
  readonly picks: readonly Pick[];
}

function useSections(view: FindView | null, text: string): readonly Section[] {
  const t = useTranslations("search");
  const clock = useClock(view?.zone ?? "UTC");
  const recent = useStore(recentPicks);
  if (text.trim() === "") return recent.length === 0 ? [] : [{ id: "recent", picks: recent }];
  if (view === null) return [];
  const people = view.people.map((each) => ({ key: `person ${each.id}`, title: each.name, note: t("born", { date: clock.full(each.birthDate) }), end: "", href: each.href }));
  const appointments = view.appointments.map((each) => ({
    key: `appointment ${each.id}`,
    title: each.name,
    note: `${t("with", { service: each.service, clinician: each.clinician })} · ${t(`state.${each.state}`)}`,
    end: `${clock.shortDay(each.startsAtMs)}, ${clock.time(each.startsAtMs)}`,
    href: each.href,
  }));
  const staff = view.staff.map((each) => ({ key: `staff ${each.id}`, title: each.name, note: each.speciality, end: "", href: each.href }));
  // Whoever typed a day or a time looks for an appointment.
  const isWhen = view.when.date !== null || view.when.time !== null;
  const found: readonly Section[] = [{ id: "people", picks: people }, { id: "appointments", picks: appointments }, { id: "staff", picks: staff }];
  const ordered = isWhen ? [...found].sort((a, b) => Number(b.id === "appointments") - Number(a.id === "appointments")) : found;
  return ordered.filter(({ picks }) => picks.length > 0);
}

/** Find somebody or something, and go there. Nothing that is typed goes into an address or stays. */
export function SearchDialog({ isStaff, onClose }: { isStaff: boolean; onClose: () => void }) {
  const t = useTranslations("search");
  const router = useRouter();
  const surface = useSurface();
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const { answer: view, state, again } = useAsked<FindView>("search/find", text);
  const isFailed = state === "failed";
  const sections = useSections(view, text);
  const all = sections.flatMap(({ picks }) => picks);
  const count = all.length;
  useEffect(() => {
    if (state === "done") announce(t("found", { count }));
  }, [state, count, t]);
  const choose = (key: string) => {
    const pick = all.find((each) => each.key === key);
    if (pick === undefined) return;
    keepPick(pick);
    onClose();
    router.push(pick.href);
  };
  const askAgain = () => {
    again();
    // The button goes with the failure; the answer opens below the field, which opens nothing while it tells of one.
    setTimeout(() => input.current?.focus(), 0);
  };
  const empty = state === "asking" ? t("asking") : text.trim() === "" ? t("empty") : t("none");
  return (
    <Dialog title={t("title")} wide isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <ComboBox
        className="field search-field"
        inputValue={text}
        onInputChange={(typed) => setText(typed.slice(0, SEARCH_TEXT_MAX))}
        selectedKey={null}
        onSelectionChange={(key) => key !== null && choose(String(key))}
        defaultFilter={() => true}
        menuTrigger="focus"
        // What failed is said below the field, where an open list would cover it.
        allowsEmptyCollection={!isFailed}
        allowsCustomValue
        isInvalid={isFailed}
        autoFocus
      >
        <Label className="field-label">{t("label")}</Label>
        <Group className="field-box">
          <Icon name="search" className="text-ink2" />
          <Input ref={input} className="combobox-input" autoComplete="off" spellCheck={false} />
        </Group>
        <Text slot="description" className="field-help">
          {t(isStaff ? "staffHelp" : "patientHelp")}
        </Text>
        {isFailed && <AskFailed words={t("failed")} onAgain={askAgain} />}
        <Popover className="search-popover z-[75]" offset={6} shouldFlip={false} maxHeight={360}>
          <ListBox className="menu" data-surface={surface} renderEmptyState={() => <p className="px-2.5 py-3 text-ink2">{empty}</p>}>
            {sections.map(({ id, picks }) => (
              <ListBoxSection key={id} id={id}>
                <Header className="menu-heading">{t(id)}</Header>
                {picks.map((pick) => (
                  <PickItem key={pick.key} pick={pick} />
                ))}
              </ListBoxSection>
            ))}
          </ListBox>
        </Popover>
      </ComboBox>
    </Dialog>
  );
}

function PickItem({ pick }: { pick: Pick }) {
  return (
    <ListBoxItem id={pick.key} textValue={[pick.title, pick.end].filter(Boolean).join(", ")} className="menu-item">
      <span className="min-w-0 flex-1">
        <Text slot="label">
          <bdi>{pick.title}</bdi>
        </Text>
        {pick.note !== "" && <Text slot="description">{pick.note}</Text>}
      </span>
      {pick.end !== "" && <span className="search-end">{pick.end}</span>}
    </ListBoxItem>
  );
}
