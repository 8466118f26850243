"use client";

import dynamic from "next/dynamic";
import { useState, type ReactNode } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { VisitId } from "@/core/kit/ids";
import type { SceneReplica } from "@/room/scene/replica";
import type { Wording } from "./model-words";
import { useMarkTools, type MarkTools } from "./use-mark-tools";

// None of this comes before somebody makes something, or is about to.
const ToolPanel = dynamic(() => import("./tool-panel").then((module) => module.ToolPanel), { ssr: false });
const ViewsPanel = dynamic(() => import("./views-panel").then((module) => module.ViewsPanel), { ssr: false });
const ElementList = dynamic(() => import("./element-list").then((module) => module.ElementList), { ssr: false });
const ElementTwin = dynamic(() => import("./element-twin").then((module) => module.ElementTwin), { ssr: false });

/** What a page with a scene shows of pins, measures, strokes and views. */
export interface MarkParts {
  readonly tools: MarkTools;
  /** The pad for turning without dragging, which has one place with the tools. */
  readonly isPadOpen: boolean;
  readonly togglePad: () => void;
  /** What the hand holds: in the flow above a phone's sheet, beside the rail on wider screens. */
  readonly panel: ReactNode;
  /** The list for the structures' panel; null while nothing was made. */
  readonly list: ReactNode;
  /** For screen readers and tests. */
  readonly twin: ReactNode;
}

interface Shared {
  readonly scene: SceneReplica;
  readonly model: AnatomyModel;
  readonly wording: Wording;
}

/** The parts with which things are put on a model. `mayEdit`: whether this person may change the scene now; `toursOf`: the visit in which they show the practice's tours. */
export function useMarkParts(shared: Shared, mayEdit: boolean, toursOf: VisitId | null = null): MarkParts {
  const tools = useMarkTools(shared.scene, mayEdit, toursOf);
  const isOpen = tools.tool !== null || tools.editing !== null || tools.isViewsOpen;
  const [wantsPad, setWantsPad] = useState(false);
  const isPadOpen = wantsPad && !isOpen;
  return {
    tools,
    isPadOpen,
    togglePad: () => {
      tools.away();
      setWantsPad(!isPadOpen);
    },
    panel: isOpen ? (
      <div data-covers="bottom" className="px-3 desk:contents">
        <div className="scene-panel tool-place">{tools.isViewsOpen ? <ViewsPanel {...shared} tools={tools} mayEdit={mayEdit} /> : <ToolPanel {...shared} tools={tools} />}</div>
      </div>
    ) : null,
    list: tools.isDue ? <ElementList {...shared} tools={tools} mayEdit={mayEdit} /> : null,
    twin: tools.isDue && <ElementTwin {...shared} />,
  };
}
