"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Avatar } from "@/components/kit/mark";
import type { Theme } from "@/core/kit/preferences";
import type { LocaleOption } from "./language-switch";

// Every page of the portal has the button; few visits to a page open the menu.
const load = () => import("./person-menu-list");
const PersonMenuList = dynamic(() => load().then((module) => module.PersonMenuList), { ssr: false });
const fetchAhead = () => void load().catch(() => undefined);

interface PersonMenuProps {
  name: string;
  theme: Theme;
  locales: readonly LocaleOption[];
  /** Whether they bring in the practice's models. */
  hasModels: boolean;
}

/** Who you are; behind it your language, light or dark, and the way out. */
export function PersonMenu({ name, theme, locales, hasModels }: PersonMenuProps) {
  const t = useTranslations("kit");
  const [shownTheme, setShownTheme] = useState(theme);
  const [isOpen, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="btn btn-quiet person-button"
        aria-label={`${t("person.label")}, ${name}`}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onPointerEnter={fetchAhead}
        onFocus={fetchAhead}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        <span className="flex items-center gap-2">
          <Avatar name={name} />
          <span className="person-name">{name}</span>
        </span>
      </button>
      {isOpen && <PersonMenuList theme={shownTheme} onTheme={setShownTheme} locales={locales} hasModels={hasModels} trigger={trigger} onClose={() => setOpen(false)} />}
    </>
  );
}
