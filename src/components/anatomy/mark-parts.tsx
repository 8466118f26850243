"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useMemo, useState, type ReactNode } from "react";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { VisitId } from "@/core/kit/ids";
import { mayWrite } from "@/core/room/policy";
import { registers } from "@/core/room/registers";
import { isLookedInside, watchLookInside } from "@/room/scene/look-inside";
import type { SceneReplica } from "@/room/scene/replica";
import type { Wording } from "./model-words";
import { useCutting, type CuttingTools } from "./use-cutting";
import { useMarkTools, type MarkTools } from "./use-mark-tools";
import { useSceneVersion } from "./use-scene";

// None of this comes before somebody makes something, or is about to.
const ToolPanel = dynamic(() => import("./tool-panel").then((module) => module.ToolPanel), { ssr: false });
const ViewsPanel = dynamic(() => import("./views-panel").then((module) => module.ViewsPanel), { ssr: false });
const ElementList = dynamic(() => import("./element-list").then((module) => module.ElementList), { ssr: false });
const InsidePanel = dynamic(() => import("./inside-panel").then((module) => module.InsidePanel), { ssr: false });
const InsideTwin = dynamic(() => import("./inside-twin").then((module) => module.InsideTwin), { ssr: false });
const ElementTwin = dynamic(() => import("./element-twin").then((module) => module.ElementTwin), { ssr: false });

/** What a page with a scene shows of pins, measures, strokes and views. */
export interface MarkParts {
  readonly tools: MarkTools & { readonly cutting: CuttingTools };
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
  const marks = useMarkTools(shared.scene, mayEdit, toursOf);
  const [wantsPad, setWantsPad] = useState(false);
  const { away } = marks;
  const makeRoom = useCallback(() => {
    away();
    setWantsPad(false);
  }, [away]);
  useSceneVersion(shared.scene, registers.presenter);
  const cutting = useCutting({ change: mayEdit, choose: mayWrite(shared.scene.state, shared.scene.actor, registers.condition(shared.model.id)) }, makeRoom);
  const inside = useInside(shared.scene);
  const { close } = cutting;
  const isOpen = marks.tool !== null || marks.editing !== null || marks.isViewsOpen;
  const isInside = cutting.view !== null && !isOpen;
  const isPadOpen = wantsPad && !isOpen && !isInside;
  // One thing in the hand at a time: what is taken puts away what was open, as the other way round.
  const tools = useMemo(() => {
    const alone = <A extends unknown[]>(take: (...args: A) => void) => (...args: A): void => {
      close();
      take(...args);
    };
    return { ...marks, pick: alone(marks.pick), toggleViews: alone(marks.toggleViews), edit: alone(marks.edit), cutting };
  }, [marks, cutting, close]);
  return {
    tools,
    isPadOpen,
    togglePad: () => {
      makeRoom();
      cutting.close();
      setWantsPad(!isPadOpen);
    },
    panel:
      isOpen || isInside ? (
        <div data-covers="bottom" className="px-3 desk:contents">
          {/* On wide screens the model makes room for what stays open while it is looked at, beside a low picture for all of it. */}
          {isInside && <div data-covers="left" className="inside-room" />}
          <div data-covers="left" className="tool-room" />
          <div className="scene-panel tool-place">
            {marks.isViewsOpen ? <ViewsPanel {...shared} tools={tools} mayEdit={mayEdit} /> : isOpen ? <ToolPanel {...shared} tools={tools} /> : <InsidePanel {...shared} cutting={cutting} />}
          </div>
        </div>
      ) : null,
    list: tools.isDue ? <ElementList {...shared} tools={tools} mayEdit={mayEdit} /> : null,
    twin: (
      <>
        {tools.isDue && <ElementTwin {...shared} />}
        {inside !== null && <InsideTwin {...shared} isNews={inside === "begun"} />}
      </>
    ),
  };
}

/** Whether anything of {@link isLookedInside} is there: from before, or begun while this page looked on. */
function useInside(scene: SceneReplica): "before" | "begun" | null {
  const [known, setKnown] = useState<"before" | "begun" | null>(() => (isLookedInside(scene) ? "before" : null));
  useEffect(() => watchLookInside(scene, () => setKnown((now) => now ?? "begun")), [scene]);
  return known;
}
