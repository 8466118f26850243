"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject } from "react";
import { choose, show } from "@/core/anatomy/intents";
import { isShown } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { readSelection } from "@/core/anatomy/read";
import { shownAmong, toggleEach } from "@/core/anatomy/show-each";
import { structureRow, treeStep, typedTo, type TreeRow } from "@/core/anatomy/tree";
import { inSentence } from "@/core/kit/in-sentence";
import { registers } from "@/core/room/registers";
import { Icon } from "@/components/kit/icon";
import { useModelWords, type Wording } from "./model-words";
import { StructureRow, type PersonInScene } from "./structure-row";
import { useRowWords } from "./use-row-words";
import { useSceneVersion, type SharedScene } from "./use-scene";
import { useTreeRows, type TreeRows } from "./use-tree-rows";

interface StructureTreeProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly people: readonly PersonInScene[];
  readonly wording: Wording;
}

const NOBODY: readonly PersonInScene[] = [];

/**
 * The scene's twin in words: the model, its groups and their structures as a tree, with search,
 * choice and eye. One stop for Tab; arrows, letters, Enter and Space do the rest.
 */
export function StructureTree({ scene, model, people, wording }: StructureTreeProps) {
  const t = useTranslations("anatomy.parts");
  const { language, pick, langOf } = useModelWords();
  const id = useId();
  const [query, setQuery] = useState("");
  const tree = useRef<HTMLDivElement>(null);
  useSceneVersion(scene, `model/${model.id}/`, "person/");
  const read = (register: string) => scene.get(register);
  const mine = readSelection(read(registers.selection(scene.actor)))?.structure ?? null;
  const treeRows = useTreeRows(model, query, { language, wording }, mine);
  const { rows, at } = treeRows;
  const words = useRowWords(model, wording, read);
  const found = rows.length === 0 ? 0 : (rows[0]?.kind === "model" && rows[0].structures.length) || 0;
  useRevealed(tree, mine);

  const choosersOf = (structureId: string): readonly PersonInScene[] => {
    const those = people.filter((person) => !person.isSelf && readSelection(read(registers.selection(person.actor)))?.structure === structureId);
    return those.length === 0 ? NOBODY : those;
  };
  const press = (row: TreeRow): void => {
    if (row.kind !== "structure") treeRows.fold([row.key], !row.isOpen);
    else scene.dispatch(choose(scene.actor, model, mine === row.structure.id ? null : row.structure.id));
  };
  const toggle = (row: TreeRow): void => {
    if (row.kind !== "structure") scene.dispatch(toggleEach(model, row.structures, read));
    else scene.dispatch(show(model, row.structure.id, !isShown(model, row.structure, read)));
  };
  const events = useTreeEvents(tree, treeRows, words.nameOf, { press, toggle });
  const findLabel = t("find", { model: inSentence(pick(model.name)) });
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="structure-search">
        <Icon name="search" />
        <input type="search" value={query} aria-label={findLabel} placeholder={findLabel} onChange={(event) => setQuery(event.target.value)} />
      </div>
      <p className="sr-only" role="status">
        {query === "" ? "" : found === 0 ? t("none") : t("count", { count: found })}
      </p>
      {found === 0 ? (
        <p className="p-4 text-small text-ink2">{t("none")}</p>
      ) : (
        <div
          ref={tree}
          role="tree"
          aria-label={t("label", { model: inSentence(pick(model.name)) })}
          aria-describedby={`${id}-keys`}
          className="structure-tree"
          {...events}
        >
          {rows.map((row) => {
            const structure = row.kind === "structure" ? row.structure : undefined;
            return (
              <StructureRow
                key={row.key}
                id={`${id}-${row.key.replace(" ", "-")}`}
                rowKey={row.key}
                structureId={structure?.id}
                level={row.level}
                place={row.place}
                of={row.of}
                isOpen={row.kind === "structure" ? undefined : row.isOpen}
                name={words.nameOf(row)}
                lang={structure && langOf(structure)}
                colour={structure?.colour}
                isTabStop={row.key === at}
                isChosen={structure !== undefined && mine === structure.id}
                isShown={row.kind === "structure" ? isShown(model, row.structure, read) : shownAmong(model, row.structures, read) > 0}
                notes={words.notesOf(row)}
                given={structure ? givenIn(read(registers.colour(model.id, structure.id))) : null}
                choosers={structure ? choosersOf(structure.id) : NOBODY}
              />
            );
          })}
        </div>
      )}
      <p id={`${id}-keys`} className="structure-keys">
        {t("keys")}
      </p>
    </div>
  );
}

const givenIn = (value: unknown): string | null => (typeof value === "string" ? value : null);

interface RowActions {
  readonly press: (row: TreeRow) => void;
  readonly toggle: (row: TreeRow) => void;
}

/** Letters that follow each other within this time belong together. */
const TYPING_MS = 700;

/** Keys and presses, heard by the tree for all of its rows. */
function useTreeEvents(tree: RefObject<HTMLElement | null>, { rows, at, setAt, fold }: TreeRows, nameOf: (row: TreeRow) => string, { press, toggle }: RowActions) {
  const typed = useRef({ letters: "", atMs: 0 });
  const goTo = (key: string): void => {
    setAt(key);
    const element = tree.current?.querySelector<HTMLElement>(`[data-key="${key}"]`);
    element?.focus();
    element?.scrollIntoView({ block: "nearest" });
  };
  const type = (letter: string, nowMs: number): void => {
    const { letters, atMs } = typed.current;
    typed.current = { letters: nowMs - atMs < TYPING_MS ? letters + letter : letter, atMs: nowMs };
    const to = typedTo(rows, at, typed.current.letters, nameOf);
    if (to !== null) goTo(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = treeStep(rows, at, event.key);
    if (step === null && (event.key.length !== 1 || event.key === " ")) return;
    event.preventDefault();
    const row = rows.find((one) => one.key === at);
    if (step === null) type(event.key, event.timeStamp);
    else if (step.kind === "go") goTo(step.to);
    else if (step.kind === "fold") fold(step.keys, step.isOpen);
    else if (row) (step.what === "press" ? press : toggle)(row);
  };
  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const element = event.target.closest<HTMLElement>("[data-key]");
    const row = rows.find((one) => one.key === element?.dataset.key);
    if (!row) return;
    setAt(row.key);
    element?.focus();
    if (event.target.closest("[data-cell=eye]")) toggle(row);
    else press(row);
  };
  const onFocus = ({ target }: FocusEvent): void => {
    const key = target instanceof HTMLElement ? target.dataset.key : undefined;
    if (key !== undefined) setAt(key);
  };
  return { onKeyDown, onClick, onFocus };
}

// A structure that was chosen in the picture scrolls into view in the list.
function useRevealed(tree: RefObject<HTMLElement | null>, chosen: string | null): void {
  useEffect(() => {
    if (chosen === null) return;
    tree.current?.querySelector(`[data-key="${structureRow(chosen)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [tree, chosen]);
}
