"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import type { AnatomyStructure } from "@/core/anatomy/manifest";
import { Icon } from "@/components/kit/icon";
import { initialsOf, Mark, type PersonIndex } from "@/components/kit/mark";

/** Somebody who is in the scene, as lists name them. */
export interface PersonInScene {
  readonly actor: number;
  readonly name: string;
  readonly seat: PersonIndex;
  readonly isSelf: boolean;
}

const RowLooks = dynamic(() => import("./row-looks").then((module) => module.RowLooks), { ssr: false });

interface StructureRowProps {
  readonly structure: AnatomyStructure;
  readonly name: string;
  /** The name's language, where it is not the page's. */
  readonly lang: "en" | undefined;
  readonly isShown: boolean;
  readonly isChosen: boolean;
  /** Others who have chosen it. */
  readonly choosers: readonly PersonInScene[];
  /** What its registers hold of a colour and an opacity; nothing while it has its own. */
  readonly colour: unknown;
  readonly opacity: unknown;
  readonly onChoose: () => void;
  readonly onToggle: () => void;
}

/** One structure in the list: its name chooses it, its eye hides it. */
export function StructureRow({ structure, name, lang, isShown, isChosen, choosers, colour, opacity, onChoose, onToggle }: StructureRowProps) {
  const t = useTranslations("anatomy.parts");
  return (
    <div role="row" className="structure-row" data-structure={structure.id} data-chosen={isChosen || undefined} data-hidden={!isShown || undefined}>
      <span role="gridcell" className="min-w-0">
        <button type="button" tabIndex={-1} data-cell="name" aria-pressed={isChosen} className="structure-name" onClick={onChoose}>
          <svg viewBox="0 0 14 14" className="structure-swatch" aria-hidden="true">
            <rect x="0.5" y="0.5" width="13" height="13" rx="3" fill={structure.colour} />
          </svg>
          <span className="min-w-0 flex-1" lang={lang}>
            {name}
          </span>
          {choosers.map((person) => (
            <span key={person.actor} className="structure-chooser">
              <Mark person={person.seat} initial={initialsOf(person.name).slice(0, 1)} size="small" />
              <span aria-hidden="true">{t("pointsShort")}</span>
              <span className="sr-only">{t("points", { name: person.name })}</span>
            </span>
          ))}
          {(colour != null || opacity != null) && <RowLooks colour={typeof colour === "string" ? colour : null} opacity={typeof opacity === "number" ? opacity : 1} />}
          {!isShown && <span className="structure-hidden">{t("hidden")}</span>}
        </button>
      </span>
      <span role="gridcell">
        <button
          type="button"
          tabIndex={-1}
          data-cell="eye"
          aria-label={t(isShown ? "hide" : "show", { part: name })}
          title={t(isShown ? "hide" : "show", { part: name })}
          className="structure-eye"
          onClick={onToggle}
        >
          <Icon name={isShown ? "eye" : "eye-off"} />
        </button>
      </span>
    </div>
  );
}
