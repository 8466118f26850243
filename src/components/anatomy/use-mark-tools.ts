"use client";

import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import type { Side } from "@/core/anatomy/look";
import type { MarkTool } from "@/core/anatomy/tools";
import type { Vec3 } from "@/core/anatomy/vector";
import type { VisitId } from "@/core/kit/ids";
import { hasElements, watchElements } from "@/room/scene/elements-there";
import type { SharedScene } from "./use-scene";

/** How lists and panels reach into the picture, where there is one. */
interface PictureControl {
  readonly lookAt: (at: Vec3) => void;
  readonly pinPart: (structureId: string) => boolean;
  readonly aim: () => void;
  readonly back: () => void;
  readonly closeLoop: () => boolean;
  readonly stepBack: () => boolean;
  readonly side: () => Side;
  readonly lookFrom: (side: Side) => void;
  readonly pictures: () => Promise<{ readonly small: string; readonly large: string } | null>;
}

/** The tools with which things are put on a model, as one page holds them. */
export interface MarkTools {
  readonly tool: MarkTool | null;
  /** Takes a tool, or puts it away: the same one twice puts it away. */
  readonly pick: (tool: MarkTool | null) => void;
  /** The pen's colour. */
  readonly colour: string;
  readonly setColour: (colour: string) => void;
  /** The element that is chosen in the list. */
  readonly strong: string | null;
  readonly setStrong: (id: string | null) => void;
  /** The pin whose words are being written. */
  readonly editing: string | null;
  readonly edit: (id: string | null) => void;
  /** How many points of a measure that is not done yet are put down. */
  readonly pending: number;
  /** The kept views are open. */
  readonly isViewsOpen: boolean;
  readonly toggleViews: () => void;
  /** The visit in which this person shows the practice's tours. */
  readonly toursOf: VisitId | null;
  readonly control: PictureControl | null;
  /** Whether there is anything to list, to draw or to make. */
  readonly isDue: boolean;
  readonly onMade: (tool: MarkTool, id: string) => void;
  readonly onPending: (points: number) => void;
  readonly onAway: () => void;
  /** Puts everything away. */
  readonly away: () => void;
  readonly onControl: (control: PictureControl | null) => void;
}

/** What the white pen writes: inks.ts has them all, and comes with the tools. */
const FIRST_COLOUR = "#f1ecda";

/** Keeps what this page's person has in their hand. `may`: whether they may change the scene now. */
export function useMarkTools(scene: SharedScene, may: boolean, toursOf: VisitId | null = null): MarkTools {
  const [chosen, setTool] = useState<MarkTool | null>(null);
  const [colour, setColour] = useState<string>(FIRST_COLOUR);
  const [strong, setStrong] = useState<string | null>(null);
  const [editing, edit] = useState<string | null>(null);
  const [pending, onPending] = useState(0);
  const [isViewsOpen, setViewsOpen] = useState(false);
  const [control, onControl] = useState<PictureControl | null>(null);
  const subscribe = useCallback((changed: () => void) => watchElements(scene, changed), [scene]);
  const isThere = useSyncExternalStore(subscribe, () => hasElements(scene), () => false);
  // Whoever may no longer change the scene has nothing in their hand.
  const tool = may ? chosen : null;
  const pick = useCallback((next: MarkTool | null) => {
    edit(null);
    setViewsOpen(false);
    setTool((now) => (now === next ? null : next));
  }, []);
  const toggleViews = useCallback(() => {
    edit(null);
    setTool(null);
    setViewsOpen((now) => !now);
  }, []);
  const onMade = useCallback((made: MarkTool, id: string) => {
    setStrong(id);
    if (made === "pin") edit(id);
  }, []);
  const onAway = useCallback(() => pick(null), [pick]);
  const isDue = isThere || tool !== null || isViewsOpen;
  return useMemo(
    () => ({ tool, pick, colour, setColour, strong, setStrong, editing: may ? editing : null, edit, pending, isViewsOpen, toggleViews, toursOf, control, isDue, onMade, onPending, onAway, away: onAway, onControl }),
    [tool, pick, colour, strong, may, editing, pending, isViewsOpen, toggleViews, toursOf, control, isDue, onMade, onAway],
  );
}
