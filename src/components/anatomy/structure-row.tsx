"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { memo } from "react";
import type { TreeRow } from "@/core/anatomy/tree";
import { Icon } from "@/components/kit/icon";
import { initialsOf, Mark, type PersonIndex } from "@/components/kit/mark";

/** Somebody who is in the scene, as lists name them. */
export interface PersonInScene {
  readonly actor: number;
  readonly name: string;
  readonly seat: PersonIndex;
  readonly isSelf: boolean;
}

// Only for parts that were given a colour.
const RowLooks = dynamic(() => import("./row-looks").then((module) => module.RowLooks), { ssr: false });

interface StructureRowProps {
  /** Begins the ids of its parts. */
  readonly id: string;
  /** `data-key` of the row, by which the tree knows it. */
  readonly rowKey: string;
  readonly structureId: string | undefined;
  readonly level: TreeRow["level"];
  readonly place: number;
  readonly of: number;
  /** Whether its children show; undefined for a structure. */
  readonly isOpen: boolean | undefined;
  readonly name: string;
  /** The name's language, where it is not the page's. */
  readonly lang: "en" | undefined;
  readonly colour: string | undefined;
  readonly isTabStop: boolean;
  readonly isChosen: boolean;
  /** Whether anything of it shows. */
  readonly isShown: boolean;
  /** What else is so about it: hidden, see-through, why it was found. */
  readonly notes: string;
  /** The colour that it was given; null: its own. */
  readonly given: string | null;
  /** Others who have chosen it. */
  readonly choosers: readonly PersonInScene[];
}

/** One row of the tree: pressing it chooses or folds, its eye hides. The tree itself listens. */
export const StructureRow = memo(function StructureRow(props: StructureRowProps) {
  const { id, rowKey, structureId, level, place, of, isOpen, name, lang, colour, isTabStop, isChosen, isShown, notes, given, choosers } = props;
  const t = useTranslations("anatomy.parts");
  const eye = t(isShown ? "hide" : "show", { part: name });
  const hasNotes = notes !== "" || given !== null || choosers.length > 0;
  return (
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={place}
      aria-setsize={of}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      aria-labelledby={`${id}-name`}
      aria-describedby={hasNotes ? `${id}-notes` : undefined}
      tabIndex={isTabStop ? 0 : -1}
      className="structure-row"
      data-key={rowKey}
      data-level={level}
      data-structure={structureId}
      data-chosen={isChosen || undefined}
      data-hidden={!isShown || undefined}
    >
      <span className="structure-name" data-cell="name">
        {isOpen !== undefined && <Icon name={isOpen ? "chevron-down" : "chevron-end"} size="small" />}
        {colour !== undefined && (
          <svg viewBox="0 0 14 14" className="structure-swatch" aria-hidden="true">
            <rect x="0.5" y="0.5" width="13" height="13" rx="3" fill={colour} />
          </svg>
        )}
        <span className="min-w-0 flex-1">
          <span id={`${id}-name`} lang={lang}>
            {name}
          </span>
          {hasNotes && (
            <span id={`${id}-notes`} className="structure-notes">
              {notes !== "" && <span>{notes}</span>}
              {given !== null && <RowLooks colour={given} />}
              {choosers.map((person) => (
                <span key={person.actor} className="structure-chooser">
                  <Mark person={person.seat} initial={initialsOf(person.name).slice(0, 1)} size="small" />
                  <span aria-hidden="true">{t("pointsShort")}</span>
                  <span className="sr-only">{t("points", { name: person.name })}</span>
                </span>
              ))}
            </span>
          )}
        </span>
      </span>
      <button type="button" tabIndex={-1} data-cell="eye" aria-label={eye} title={eye} className="structure-eye">
        <Icon name={isShown ? "eye" : "eye-off"} />
      </button>
    </div>
  );
});
