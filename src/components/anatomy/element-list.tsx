"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { showToast } from "@/components/kit/toast";
import { type ElementsView, type Measured, measuredIn, type OnModel } from "@/core/anatomy/elements";
import { inkOf } from "@/core/anatomy/inks";
import { isShown } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { MEASURE_TOOLS, type MeasureTool } from "@/core/anatomy/tools";
import { add, times, type Vec3 } from "@/core/anatomy/vector";
import { removeElement, type ElementKind } from "@/core/room/elements";
import type { SceneReplica } from "@/room/scene/replica";
import { useModelWords, type Wording } from "./model-words";
import { PenLine } from "./tool-panel";
import { useElements } from "./use-elements";
import { useMeasureWords } from "./use-measure-words";
import type { MarkTools } from "./use-mark-tools";
import { useSceneVersion } from "./use-scene";

interface ElementListProps {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly tools: MarkTools;
  readonly mayEdit: boolean;
}

/** Pins, measures and drawings in words: everything that the picture shows, with the same commands. */
export function ElementList(props: ElementListProps) {
  const { scene, model, mayEdit } = props;
  const t = useTranslations("anatomy.elements");
  const elements = useElements(scene, model);
  const { pins, strokes } = elements;
  const measured = measuredIn(elements);
  const isEmpty = pins.length + measured.length + strokes.length === 0;
  return (
    <div className="element-list">
      {isEmpty && <p className="p-4 text-small text-ink2">{t(mayEdit ? "empty" : "emptyLooksOn")}</p>}
      {pins.length > 0 && (
        <Section title={t("lists.pins")}>
          {pins.map((pin) => (
            <PinRow key={pin.id} {...props} pin={pin} />
          ))}
        </Section>
      )}
      {MEASURE_TOOLS.map((tool) => (
        <MeasuredSection key={tool} {...props} tool={tool} measured={measured.filter((each) => each.tool === tool)} />
      ))}
      {strokes.length > 0 && (
        <Section title={t("lists.strokes")}>
          {strokes.map((stroke) => (
            <Row key={stroke.id} {...props} kind="stroke" element={stroke} at={stroke.points[0] ?? null} removeLabel={t("removeStroke", { n: stroke.n })}>
              <PenLine colour={stroke.colour} line={inkOf(stroke.colour).line} />
              <span>{t("stroke", { n: stroke.n })}</span>
            </Row>
          ))}
        </Section>
      )}
    </div>
  );
}

const middleOf = (points: readonly Vec3[]): Vec3 => times(points.reduce(add, [0, 0, 0]), 1 / points.length);

function MeasuredSection({ tool, measured, ...props }: ElementListProps & { tool: MeasureTool; measured: readonly Measured[] }) {
  const t = useTranslations("anatomy.elements");
  const { withError } = useMeasureWords();
  if (measured.length === 0) return null;
  return (
    <Section title={t(`lists.${tool}`)}>
      {measured.map((each) => (
        <Row key={each.id} {...props} kind={tool === "area" ? "area" : "measure"} element={each} at={middleOf(each.points)} removeLabel={t(`removeMeasured.${tool}`, { n: each.n })}>
          <span className="element-number">{each.n}</span>
          <span className="tabular-nums">{withError(each)}</span>
          {each.tool === "area" && each.isBent && <span className="element-text">{t("bent")}</span>}
        </Row>
      ))}
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <p className="structure-group">{title}</p>
      <ul>{children}</ul>
    </section>
  );
}

function PinRow({ pin, ...props }: ElementListProps & { pin: ElementsView["pins"][number] }) {
  const { scene, model, wording, tools } = props;
  const t = useTranslations("anatomy.elements");
  const { nameOf, langOf } = useModelWords();
  useSceneVersion(scene, `model/${model.id}/s/`);
  const structure = pin.structure === null ? undefined : findStructure(model, pin.structure);
  const isHidden = structure !== undefined && !isShown(model, structure, (register) => scene.get(register));
  const change = pin.mayEdit && (
    <PlainButton kind="quiet" aria-label={t("changeLabel", { n: pin.n })} onPress={() => tools.edit(pin.id)}>
      {t("change")}
    </PlainButton>
  );
  return (
    <Row {...props} kind="pin" element={pin} at={pin.at} removeLabel={t("removePin", { n: pin.n })} more={change}>
      <span className="element-number">{pin.n}</span>
      <span lang={structure && langOf(structure)}>{structure ? nameOf(structure, wording) : t("noPart")}</span>
      {pin.text !== "" && (
        <span className="element-text" dir="auto">
          {pin.text}
        </span>
      )}
      {isHidden && <span className="structure-hidden">{t("hiddenPart")}</span>}
    </Row>
  );
}

interface RowProps extends ElementListProps {
  readonly kind: ElementKind;
  readonly element: OnModel;
  /** What the picture turns to. */
  readonly at: Vec3 | null;
  readonly removeLabel: string;
  readonly more?: ReactNode;
  readonly children: ReactNode;
}

function Row({ scene, tools, kind, element, at, removeLabel, more, children }: RowProps) {
  const t = useTranslations("anatomy.elements");
  const isStrong = tools.strong === element.id;
  const maker = scene.roster.get().find(({ actor }) => actor === element.actor)?.name;
  const by = element.isOwn ? t("byYou") : maker === undefined ? "" : t("by", { name: maker });
  const remove = (): void => {
    if (!scene.dispatch(removeElement(kind, element.id)).ok) return;
    tools.setStrong(null);
    showToast({ text: t("removed"), undo: { word: t("undo"), run: () => void scene.undo() } });
  };
  return (
    <li className="element-row" data-element={`${kind} ${element.id}`} data-chosen={isStrong || undefined}>
      <button type="button" className="element-name" aria-pressed={isStrong} onClick={() => tools.setStrong(isStrong ? null : element.id)}>
        {children}
        <span className="element-by">{by}</span>
      </button>
      {isStrong && (
        <span className="element-actions">
          {at !== null && tools.control !== null && (
            <PlainButton kind="quiet" onPress={() => tools.control?.lookAt(at)}>
              {t("lookAt")}
            </PlainButton>
          )}
          {more}
          {element.mayRemove && (
            <PlainButton kind="quiet" aria-label={removeLabel} onPress={remove}>
              {t("remove")}
            </PlainButton>
          )}
        </span>
      )}
    </li>
  );
}
