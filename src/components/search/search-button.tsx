"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Icon } from "@/components/kit/icon";
import { Kbd } from "@/components/kit/kbd";
import "./search.css";

// Every page of the portal has the button; few visits to a page look for something.
const load = () => import("./search-dialog");
const SearchDialog = dynamic(() => load().then((module) => module.SearchDialog), { ssr: false });
const fetchAhead = () => void load().catch(() => undefined);

/** Whether keys go into something that somebody types in. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));
}

/** The way to find people and appointments: a button, Ctrl or Cmd with K, and a slash. */
export function SearchButton({ isStaff }: { isStaff: boolean }) {
  const t = useTranslations("kit.search");
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const isChord = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      const isSlash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
      // Another dialog asks something: it comes first.
      if ((!isChord && !isSlash) || document.querySelector("[role=dialog], [role=alertdialog], dialog[open]") !== null) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
  return (
    <>
      <button type="button" className="btn btn-quiet search-button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K /" onPointerEnter={fetchAhead} onFocus={fetchAhead} onClick={() => setOpen(true)}>
        <Icon name="search" />
        <span className="search-word">{t("open")}</span>
        <span className="search-keys" aria-hidden="true">
          <Kbd>{t("keys")}</Kbd>
        </span>
      </button>
      {isOpen && <SearchDialog isStaff={isStaff} onClose={() => setOpen(false)} />}
    </>
  );
}
