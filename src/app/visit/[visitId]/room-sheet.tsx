"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState, type ReactNode } from "react";
import type { Wording } from "@/components/anatomy/model-words";
import { SourceLine } from "@/components/anatomy/source-line";
import { StructureCard } from "@/components/anatomy/structure-card";
import { StructurePanel } from "@/components/anatomy/structure-panel";
import type { MarkParts } from "@/components/anatomy/mark-parts";
import { PlainButton } from "@/components/kit/plain-button";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { SceneReplica } from "@/room/scene/replica";
import type { ScenePerson } from "@/xr/people/person";

// It comes with the model that it is for.
const ToolRail = dynamic(() => import("@/components/anatomy/tool-rail").then((module) => module.ToolRail), { ssr: false });

interface RoomSheetProps {
  scene: SceneReplica;
  model: AnatomyModel;
  wording: Wording;
  people: readonly ScenePerson[];
  onWording: (wording: Wording) => void;
  isPadOpen: boolean;
  onPad: () => void;
  /** A guest who looks on has no tools. */
  mayEdit: boolean;
  /** Which model: the clinician's. */
  choice: ReactNode;
  tools: MarkParts["tools"];
  /** The list of what stands on the model; nothing while nothing was made. */
  marks: ReactNode;
  /** Keeps the view; only the clinician has it. */
  keep: ReactNode;
  /** What happened is open above the call row, and takes the place of the rest. */
  isBack: boolean;
  /** The call row. */
  children: ReactNode;
}

/** The phone's sheet: the chosen part, five tools, the call row; it opens to the whole list. */
export function RoomSheet({ people, onWording, isPadOpen, onPad, mayEdit, tools, marks, choice, keep, isBack, children, ...shared }: RoomSheetProps) {
  const t = useTranslations("room.parts");
  const [isListOpen, setListOpen] = useState(false);
  return (
    <div data-covers="bottom" className="scene-sheet room-sheet">
      {isBack ? null : isListOpen ? (
        <div className="flex h-[52dvh] flex-col">
          <div className="flex justify-end px-2 pt-1">
            <PlainButton kind="text" onPress={() => setListOpen(false)}>
              {t("close")}
            </PlainButton>
          </div>
          <StructurePanel {...shared} people={people} onWording={onWording} choice={choice} marks={marks} />
        </div>
      ) : (
        <>
          <div className="sheet-part flex items-start gap-2 pe-2">
            <div className="min-w-0 flex-1">
              <StructureCard {...shared} isShort />
              <SourceLine modelId={shared.model.id} made={shared.model} />
            </div>
            <PlainButton kind="text" className="mt-2" onPress={() => setListOpen(true)}>
              {t("open")}
            </PlainButton>
          </div>
          <div className="room-row border-t border-rule">
            <div className="room-row-tools">
              {mayEdit && <ToolRail {...shared} layout="row" isPadOpen={isPadOpen} onPad={onPad} marks={tools} />}
            </div>
            {keep}
          </div>
        </>
      )}
      <div className="border-t border-rule">{children}</div>
    </div>
  );
}
