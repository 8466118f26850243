"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { choose, show } from "@/core/anatomy/intents";
import { isShown } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { readSelection } from "@/core/anatomy/read";
import { findByGroup } from "@/core/anatomy/search";
import { registers } from "@/core/room/registers";
import { Icon } from "@/components/kit/icon";
import { useModelWords, type Wording } from "./model-words";
import { StructureRow, type PersonInScene } from "./structure-row";
import { useSceneVersion, type SharedScene } from "./use-scene";

interface StructureListProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly people: readonly PersonInScene[];
  readonly wording: Wording;
}

/**
 * The scene's twin in words: every structure by group, with search, choice and eye. One stop for
 * Tab; arrow keys go through rows and cells.
 */
export function StructureList({ scene, model, people, wording }: StructureListProps) {
  const t = useTranslations("anatomy.parts");
  const { pick, nameOf, langOf } = useModelWords();
  const [query, setQuery] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  useSceneVersion(scene, `model/${model.id}/s/`, "person/");
  const read = (register: string) => scene.get(register);
  const mine = readSelection(read(registers.selection(scene.actor)))?.structure ?? null;
  const groups = findByGroup(model, query);
  const found = groups.reduce((sum, { structures }) => sum + structures.length, 0);
  useTabStop(grid, mine, query);
  useRevealed(grid, mine);

  const choosersOf = (structureId: string): PersonInScene[] =>
    people.filter((person) => !person.isSelf && readSelection(read(registers.selection(person.actor)))?.structure === structureId);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="structure-search">
        <Icon name="search" />
        <input
          type="search"
          value={query}
          aria-label={t("find", { model: pick(model.name).toLocaleLowerCase() })}
          placeholder={t("find", { model: pick(model.name).toLocaleLowerCase() })}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <p className="sr-only" role="status">
        {query === "" ? "" : found === 0 ? t("none") : t("count", { count: found })}
      </p>
      {found === 0 ? (
        <p className="p-4 text-small text-ink2">{t("none")}</p>
      ) : (
        <div
          ref={grid}
          role="grid"
          tabIndex={-1}
          aria-label={t("label", { model: pick(model.name).toLocaleLowerCase() })}
          className="structure-grid"
          onKeyDown={(event) => moveFocus(event, grid.current)}
        >
          {groups.map(({ group, structures }) => (
            <div key={group} role="rowgroup" aria-labelledby={`group-${model.id}-${group}`}>
              <div role="row">
                <span role="columnheader" aria-colspan={2} id={`group-${model.id}-${group}`} className="structure-group">
                  {t(`groups.${group}`)}
                </span>
              </div>
              {structures.map((structure) => {
                const shown = isShown(model, structure, read);
                return (
                  <StructureRow
                    key={structure.id}
                    structure={structure}
                    name={nameOf(structure, wording)}
                    lang={langOf(structure)}
                    isShown={shown}
                    isChosen={mine === structure.id}
                    choosers={choosersOf(structure.id)}
                    colour={read(registers.colour(model.id, structure.id))}
                    opacity={read(registers.opacity(model.id, structure.id))}
                    onChoose={() => scene.dispatch(choose(scene.actor, model, mine === structure.id ? null : structure.id))}
                    onToggle={() => scene.dispatch(show(model, structure.id, !shown))}
                  />
                );
              })}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

const CELLS = "button[data-cell]";

// One button of the grid takes Tab: the chosen structure's, else the first.
function useTabStop(grid: React.RefObject<HTMLDivElement | null>, chosen: string | null, query: string): void {
  useEffect(() => {
    const buttons = grid.current?.querySelectorAll<HTMLButtonElement>(CELLS) ?? [];
    const wanted = grid.current?.querySelector<HTMLButtonElement>(`[data-structure="${chosen ?? ""}"] ${CELLS}`) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === wanted ? 0 : -1;
  }, [grid, chosen, query]);
}

// A structure that was chosen in the picture scrolls into view in the list.
function useRevealed(grid: React.RefObject<HTMLDivElement | null>, chosen: string | null): void {
  useEffect(() => {
    if (chosen === null) return;
    grid.current?.querySelector(`[data-structure="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [grid, chosen]);
}

function moveFocus(event: KeyboardEvent, grid: HTMLElement | null): void {
  const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>(CELLS) : null;
  if (!grid || !here) return;
  const column = [...grid.querySelectorAll<HTMLButtonElement>(`[data-cell="${here.dataset.cell}"]`)];
  const at = column.findIndex((button) => button === here);
  const inRow = [...(here.closest('[role="row"]')?.querySelectorAll<HTMLButtonElement>(CELLS) ?? [])];
  const next: Record<string, HTMLButtonElement | undefined> = {
    ArrowDown: column[at + 1],
    ArrowUp: column[at - 1],
    Home: column[0],
    End: column.at(-1),
    ArrowLeft: inRow[0],
    ArrowRight: inRow.at(-1),
  };
  if (!(event.key in next)) return;
  event.preventDefault();
  const wanted = next[event.key];
  if (!wanted) return;
  for (const button of grid.querySelectorAll<HTMLButtonElement>(CELLS)) button.tabIndex = button === wanted ? 0 : -1;
  wanted.focus();
}
