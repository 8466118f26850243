"use client";

import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { canBeat } from "@/core/anatomy/beating";
import { canBend } from "@/core/anatomy/bending";
import { canCompare, mayChoose } from "@/core/anatomy/condition-choice";
import { isMeasureTool } from "@/core/anatomy/tools";
import { isolate, isolated, resetBy, setXray, show, showAll } from "@/core/anatomy/intents";
import { isShown, isXray } from "@/core/anatomy/looks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { HOME, isClose, readTransform } from "@/core/anatomy/transform";
import { registers } from "@/core/room/registers";
import { ToolButton } from "@/components/kit/icon-button";
import { useModelWords, type Wording } from "./model-words";
import type { CuttingTools } from "./use-cutting";
import type { MarkTools } from "./use-mark-tools";
import { useSceneVersion, type SharedScene } from "./use-scene";
import "./tool-rail.css";

interface ToolRailProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  /** Whether the pad for turning without dragging is open. */
  readonly isPadOpen: boolean;
  readonly onPad: () => void;
  /** What is put on the model by hand; nothing where that is not for this person. */
  readonly marks: Pick<MarkTools, "tool" | "pick" | "isViewsOpen" | "toggleViews"> & { readonly cutting: Pick<CuttingTools, "view" | "toggle"> };
  /** `row`: the phone's five tools. */
  readonly layout: "column" | "row";
}

/** What a person does to the model with a press: each an op that everybody sees and undo takes back. */
export function ToolRail({ scene, model, wording, isPadOpen, onPad, marks, layout }: ToolRailProps) {
  const t = useTranslations("anatomy.tools");
  const { nameOf } = useModelWords();
  useSceneVersion(scene, `model/${model.id}/`, `person/${scene.actor}/`, "cut/", registers.presenter);
  const { view, toggle } = marks.cutting;
  const history = useSyncExternalStore(scene.history.subscribe, scene.history.get, scene.history.get);
  const read = (register: string) => scene.get(register);
  const chosenId = readSelection(read(registers.selection(scene.actor)))?.structure;
  const chosen = chosenId === undefined ? undefined : findStructure(model, chosenId);
  const part = chosen ? nameOf(chosen, wording) : "";
  const only = isolated(model, read);
  const xray = isXray(model, read);
  const isChanged = !isClose(readTransform(read(registers.transform(model.id))), HOME) || resetBy(model, scene).length > 0;
  const undo = (
    <ToolButton icon="undo" word={t("undo")} unready={history.canUndo ? undefined : t("nothingToUndo")} onPress={() => scene.undo()} />
  );
  const isIsolated = only !== undefined;
  const canIsolate = chosen !== undefined || isIsolated;
  return (
    <div role="toolbar" aria-label={t("label")} aria-orientation={layout === "column" ? "vertical" : "horizontal"} className={`tool-rail tool-rail-${layout}`}>
      <ToolButton icon="turn" word={t("turn")} pressed={isPadOpen} onPress={onPad} />
      <ToolButton
        icon="isolate"
        word={t(wording === "clinical" ? "isolateClinical" : "isolate")}
        label={chosen && !isIsolated ? t("isolateLabel", { part }) : undefined}
        pressed={isIsolated}
        unready={canIsolate ? undefined : t("needsPart")}
        onPress={() => scene.dispatch(isIsolated || !chosen ? showAll(model, read) : isolate(model, read, chosen.id))}
      />
      <ToolButton icon="xray" word={t("xray")} pressed={xray} onPress={() => scene.dispatch(setXray(model, !xray))} />
      <ToolButton icon="cut" word={t("cut")} pressed={layout === "row" ? view !== null : view === "cut"} onPress={() => toggle(view !== null && layout === "row" ? view : "cut")} />
      {layout === "column" && <ToolButton icon="fit" word={t("apart")} label={t("apartLabel")} pressed={view === "apart"} onPress={() => toggle("apart")} />}
      {layout === "column" && canBend(model) && <ToolButton icon="play" word={t("bend")} label={t("bendLabel")} pressed={view === "motion"} onPress={() => toggle("motion")} />}
      {layout === "column" && !canBend(model) && (canBeat(model) || view === "motion") && <ToolButton icon="play" word={t("beat")} label={t("beatLabel")} pressed={view === "motion"} onPress={() => toggle("motion")} />}
      {layout === "column" && canCompare(model) && mayChoose(scene.state, scene.actor) && <ToolButton icon="help" word={t("condition")} label={t("conditionLabel")} pressed={view === "condition"} onPress={() => toggle("condition")} />}
      {layout === "column" && <ToolButton icon="measure" word={t("measure")} pressed={isMeasureTool(marks.tool)} onPress={() => marks.pick(isMeasureTool(marks.tool) ? marks.tool : "measure")} />}
      <ToolButton icon="pin" word={t("pin")} pressed={layout === "row" ? marks.tool !== null : marks.tool === "pin"} onPress={() => marks.pick(layout === "row" ? (marks.tool ?? "pin") : "pin")} />
      {layout === "column" && <ToolButton icon="draw" word={t("draw")} pressed={marks.tool === "draw"} onPress={() => marks.pick("draw")} />}
      {layout === "column" && <ToolButton icon="view" word={t("views")} pressed={marks.isViewsOpen} onPress={marks.toggleViews} />}
      {layout === "row" && undo}
      {layout === "column" && (
        <>
          <ToolButton
            icon="eye-off"
            word={t("hide")}
            label={chosen ? t("hideLabel", { part }) : undefined}
            unready={chosen && isShown(model, chosen, read) ? undefined : t("needsPart")}
            onPress={() => chosen && scene.dispatch(show(model, chosen.id, false))}
          />
          <ToolButton icon="repeat" word={t("reset")} label={t("resetLabel")} unready={isChanged ? undefined : t("nothingToUndo")} onPress={() => scene.dispatch(resetBy(model, scene))} />
          {/* On a low screen the rest scrolls behind it: the way back is never out of sight. */}
          <div className="tool-last">
            <hr className="tool-rule" />
            {undo}
            <ToolButton icon="redo" word={t("redo")} unready={history.canRedo ? undefined : t("nothingToRedo")} onPress={() => scene.redo()} />
          </div>
        </>
      )}
    </div>
  );
}
