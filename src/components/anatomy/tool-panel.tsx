"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { IconButton } from "@/components/kit/icon-button";
import { Icon } from "@/components/kit/icon";
import { PlainButton } from "@/components/kit/plain-button";
import { INKS, toneOf } from "@/core/anatomy/inks";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { LOOP_CORNERS } from "@/core/anatomy/measure";
import { findStructure } from "@/core/anatomy/models";
import { readSelection } from "@/core/anatomy/read";
import { isMeasureTool, type MarkTool } from "@/core/anatomy/tools";
import { registers } from "@/core/room/registers";
import { useModelWords, type Wording } from "./model-words";
import { MeasureHelp } from "./measure-help";
import { PinForm } from "./pin-form";
import type { MarkTools } from "./use-mark-tools";
import { useSceneVersion, type SharedScene } from "./use-scene";

interface ToolPanelProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly wording: Wording;
  readonly tools: MarkTools;
}

const TOOLS = ["pin", "measure", "draw"] as const satisfies readonly MarkTool[];

/** What the hand holds, how to use it, and the words of the pin that was just put down. */
export function ToolPanel({ scene, model, wording, tools }: ToolPanelProps) {
  const t = useTranslations("anatomy.elements");
  const { tool, editing } = tools;
  if (tool === null && editing === null) return null;
  return (
    <section className="tool-panel" aria-label={t("tools")} data-tool={tool ?? "none"} data-begun={tools.pending > 0 || undefined}>
      {editing !== null ? (
        <PinForm key={editing} scene={scene} model={model} wording={wording} id={editing} onDone={() => finish(tools)} />
      ) : (
        tool !== null && <ToolHelp scene={scene} model={model} wording={wording} tools={tools} tool={tool} />
      )}
    </section>
  );
}

// Whoever came by keys goes on by keys: what had the focus goes with the panel.
function finish({ edit, control }: MarkTools): void {
  edit(null);
  control?.back();
}

function putAway({ pick, control }: MarkTools): void {
  control?.back();
  pick(null);
}

function hintOf(t: (key: "hint.pin" | "hint.draw" | "hint.measure" | "hint.measureSecond" | "hint.angle" | "hint.angleSecond" | "hint.angleThird" | "hint.area" | "hint.areaMore" | "hint.areaClose") => string, tool: MarkTool, pending: number): string {
  if (tool === "measure" && pending > 0) return t("hint.measureSecond");
  if (tool === "angle" && pending > 0) return t(pending === 1 ? "hint.angleSecond" : "hint.angleThird");
  if (tool === "area" && pending > 0) return t(pending < LOOP_CORNERS.min ? "hint.areaMore" : "hint.areaClose");
  return t(`hint.${tool}`);
}

function ToolHelp({ scene, model, wording, tools, tool }: ToolPanelProps & { tool: MarkTool }) {
  const t = useTranslations("anatomy.elements");
  const views = useTranslations("anatomy.views");
  const { nameOf } = useModelWords();
  useSceneVersion(scene, `person/${scene.actor}/`);
  const { control } = tools;
  const group = isMeasureTool(tool) ? "measure" : tool;
  const chosenId = readSelection(scene.get(registers.selection(scene.actor)))?.structure;
  const chosen = chosenId === undefined ? undefined : findStructure(model, chosenId);
  return (
    <>
      <div className="flex items-center gap-2">
        <div role="radiogroup" aria-label={t("tools")} className="pad-modes">
          {TOOLS.map((each) => (
            <label key={each} className="pad-mode">
              <input type="radio" name="mark-tool" checked={group === each} onChange={() => tools.pick(each)} />
              <span>{t(each)}</span>
            </label>
          ))}
        </div>
        <IconButton icon="close" label={t("close")} onPress={() => putAway(tools)} />
      </div>
      <p className="tool-hint" role="status">
        {control === null ? t(isWithoutPicture() ? "noPicture" : "coming") : hintOf(t, tool, tools.pending)}
      </p>
      {tool === "draw" && <Pens tools={tools} />}
      {isMeasureTool(tool) && <MeasureHelp tools={tools} tool={tool} model={model} />}
      <div className="tool-actions tool-ways">
        {tool === "pin" && chosen && control !== null && (
          <PlainButton kind="text" icon="pin" onPress={() => control.pinPart(chosen.id)}>
            {t("pinPart", { part: nameOf(chosen, wording) })}
          </PlainButton>
        )}
        {control !== null && (
          <PlainButton kind="text" icon="keyboard" aria-describedby="mark-keys" onPress={control.aim}>
            {t("aim")}
          </PlainButton>
        )}
        <PlainButton kind="text" icon="view" onPress={tools.toggleViews}>
          {views("open")}
        </PlainButton>
        <span id="mark-keys" className="sr-only">
          {t("keysHint")}
        </span>
      </div>
    </>
  );
}

// Where there is no picture there will be none; else the tool is on its way.
const isWithoutPicture = (): boolean => document.querySelector("[data-scene=no-graphics]") !== null;

/** The pens: each by colour, line and name. */
function Pens({ tools }: { tools: MarkTools }): ReactNode {
  const t = useTranslations("anatomy.elements");
  return (
    <div role="radiogroup" aria-label={t("ink")} className="pens">
      {INKS.map((ink) => (
        <label key={ink.id} className="pen" title={t(`inks.${ink.id}`)}>
          <input type="radio" name="pen" checked={tools.colour === ink.colour} onChange={() => tools.setColour(ink.colour)} aria-label={t(`inks.${ink.id}`)} />
          <PenLine colour={ink.colour} line={ink.line} />
          {tools.colour === ink.colour && <Icon name="check" size="small" />}
        </label>
      ))}
    </div>
  );
}

const DASHES = { solid: undefined, dashes: "9 6", dots: "0.1 6.5", "dash-dot": "9 5 0.1 5" } as const;

/** A sample of a pen's line. */
export function PenLine({ colour, line }: { colour: string; line: keyof typeof DASHES }) {
  return (
    <svg viewBox="0 0 44 12" className="pen-line" aria-hidden="true">
      <path d="M4 6h36" stroke="#0b0c0c" strokeWidth="6.5" strokeLinecap="round" strokeDasharray={DASHES[line]} />
      <path d="M4 6h36" stroke={toneOf(colour)} strokeWidth="3.5" strokeLinecap="round" strokeDasharray={DASHES[line]} />
    </svg>
  );
}
