"use client";

import { useThree } from "@react-three/fiber";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Vector3 } from "three";
import { elementsOn, figureOf } from "@/core/anatomy/elements";
import { isShown } from "@/core/anatomy/looks";
import { sideOf } from "@/core/anatomy/look";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { Figure } from "@/core/anatomy/measure";
import { findStructure } from "@/core/anatomy/models";
import type { Vec3 } from "@/core/anatomy/vector";
import { measureUnit } from "@/room/measure-unit";
import { watchElements } from "@/room/scene/elements-there";
import type { StageHandle } from "../stage/stage-scene";
import type { SharedScene } from "../stage/stage-view";
import { attachAim } from "./aim";
import { ElementsStage, type ElementWords, type Pending } from "./elements-stage";
import type { SceneTools } from "./scene-tools";
import { ToolHand } from "./tool-hand";
import { viewPictures, type Focus } from "./view-pictures";

interface ElementsLayerProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly stage: StageHandle;
  readonly tools: SceneTools;
  readonly onLocked: () => void;
}

/** Pins, measures and strokes: draws them, and puts what makes them into the hand. */
export function ElementsLayer(props: ElementsLayerProps) {
  const { stage, tools } = props;
  const words = useLatestWords(props.model, stage);
  const [drawn, setDrawn] = useState<ElementsStage | null>(null);
  useDrawn(props, words, setDrawn);
  useEffect(() => {
    drawn?.setStrong(tools.strong);
  }, [drawn, tools.strong]);
  const [hand, setHand] = useState<ToolHand | null>(null);
  useTool(props, drawn, setHand);
  useAim(props, hand, words);
  useControl(props, hand);
  useEffect(() => () => stage.hand.take(null), [stage]);
  return null;
}

type LatestWords = () => ElementWords;

/** The words as they are now, without making anything anew when they change. */
function useLatestWords(model: AnatomyModel, stage: StageHandle): LatestWords {
  const words = useElementWords(model);
  const latest = useRef(words);
  useEffect(() => {
    latest.current = words;
    stage.view.redraw();
  }, [words, stage]);
  return useCallback(() => latest.current, []);
}

function useElementWords(model: AnatomyModel): ElementWords {
  const t = useTranslations("anatomy.elements");
  const format = useFormatter();
  const isSpanish = useLocale().startsWith("es");
  const unit = useSyncExternalStore(measureUnit.subscribe, measureUnit.get, measureUnit.get);
  return useMemo(
    () => ({
      partOf: (id) => {
        const structure = id === null ? undefined : findStructure(model, id);
        return structure ? (isSpanish ? structure.plain.es : structure.plain.en) : t("noPart");
      },
      figure: (measured) => {
        const { unit: shown, figure, error } = figureOf(measured, unit);
        const written = ({ n, digits }: Figure): string => format.number(n, { minimumFractionDigits: digits, maximumFractionDigits: digits });
        return [t(`units.${shown}`, { n: written(figure) }), t("error", { n: written(error) })];
      },
    }),
    [model, isSpanish, unit, t, format],
  );
}

function useDrawn({ scene, model, stage }: ElementsLayerProps, words: LatestWords, onDrawn: (drawn: ElementsStage | null) => void): void {
  const gl = useThree((three) => three.gl);
  useEffect(() => {
    const part = new ElementsStage({
      view: stage.view,
      family: getComputedStyle(gl.domElement).fontFamily,
      density: gl.getPixelRatio(),
      words,
      isShown: (id) => {
        const structure = findStructure(model, id);
        return structure === undefined || isShown(model, structure, (register) => scene.get(register));
      },
    });
    const takeOff = stage.view.addPart(part);
    let timer: ReturnType<typeof setTimeout> | null = null;
    const read = (): void => {
      timer = null;
      part.show(elementsOn(scene.state, scene.actor, model));
      stage.view.redraw();
    };
    read();
    // Edits show a frame before they are written: one reading serves all of them.
    const stop = watchElements(scene, () => {
      timer ??= setTimeout(read, 34);
    });
    onDrawn(part);
    return () => {
      if (timer !== null) clearTimeout(timer);
      stop();
      takeOff();
      onDrawn(null);
    };
  }, [scene, model, stage, words, gl, onDrawn]);
}

function useTool({ scene, model, stage, tools, onLocked }: ElementsLayerProps, drawn: ElementsStage | null, onHand: (hand: ToolHand | null) => void): void {
  const gl = useThree((three) => three.gl);
  const latest = useRef(tools);
  useEffect(() => {
    latest.current = tools;
  }, [tools]);
  const { tool, colour } = tools;
  useEffect(() => {
    if (!drawn || tool === null) return undefined;
    const next = new ToolHand({
      scene,
      model,
      view: stage.view,
      tool,
      colour,
      onMade: (kind, id) => latest.current.onMade(kind, id),
      onPending: (pending: Pending) => {
        drawn.setPending(pending);
        latest.current.onPending(pending.points.length);
      },
      onLocked,
    });
    stage.hand.take(next);
    onHand(next);
    const surface = surfaceOf(gl.domElement);
    surface?.setAttribute("data-tool", tool);
    return () => {
      surface?.removeAttribute("data-tool");
      next.giveUp();
      stage.hand.take(null);
      onHand(null);
    };
  }, [gl, scene, model, stage, tool, colour, drawn, onLocked, onHand]);
}

const surfaceOf = (canvas: HTMLElement): HTMLElement | null => canvas.closest<HTMLElement>("[role=application]");

function useAim({ stage, tools }: ElementsLayerProps, hand: ToolHand | null, words: LatestWords): void {
  const gl = useThree((three) => three.gl);
  const get = useThree((three) => three.get);
  const onAway = useRef(tools.onAway);
  useEffect(() => {
    onAway.current = tools.onAway;
  }, [tools.onAway]);
  useEffect(() => {
    const surface = surfaceOf(gl.domElement);
    if (!surface || !hand) return undefined;
    return attachAim({
      surface,
      flat: stage.flat,
      tool: hand,
      giveUp: () => hand.stepBack(),
      onPoint: (hit) => {
        stage.view.setHovered(hit?.structureId ?? null);
        stage.figure.setPointer(null, hit);
        stage.figure.publish(stage.camera);
      },
      nameOf: (hit) => (hit ? words().partOf(hit.structureId) : ""),
      onAway: () => onAway.current(),
      start: () => {
        const { size } = get();
        const middle = stage.view.middle.project(stage.camera);
        return [((middle.x + 1) / 2) * size.width, ((1 - middle.y) / 2) * size.height];
      },
    });
  }, [gl, get, stage, hand, words]);
}

function useControl({ scene, model, stage, tools, onLocked }: ElementsLayerProps, hand: ToolHand | null): void {
  const gl = useThree((three) => three.gl);
  const invalidate = useThree((three) => three.invalidate);
  const { onControl } = tools;
  useEffect(() => {
    const lookAt = (at: Vec3): void => {
      const { x, y, z } = stage.view.toWorld(at, new Vector3());
      const { x: mx, y: my, z: mz } = stage.view.middle;
      stage.look.lead(sideOf([x, y, z], [mx, my, mz]));
    };
    onControl({
      lookAt,
      aim: () => {
        const surface = surfaceOf(gl.domElement);
        surface?.setAttribute("data-aim", "");
        surface?.focus();
      },
      back: () => surfaceOf(gl.domElement)?.focus(),
      closeLoop: () => hand?.closeLoop() ?? false,
      stepBack: () => hand?.stepBack() ?? false,
      side: () => {
        const { aroundRad, aboveRad } = stage.look.now;
        return { aroundRad, aboveRad };
      },
      lookFrom: (side) => stage.look.lead(side),
      pictures: () => viewPictures(gl, invalidate, () => focusOn(stage)),
      pinPart: (structureId) => {
        const structure = findStructure(model, structureId);
        if (!structure) return false;
        const pins = hand ?? new ToolHand({ scene, model, view: stage.view, tool: "pin", colour: "", onMade: tools.onMade, onPending: () => undefined, onLocked });
        return pins.pin({ structure: structureId, at: nearestOn(stage, structureId) ?? structure.centreM });
      },
    });
    return () => onControl(null);
  }, [scene, model, stage, hand, gl, invalidate, onControl, onLocked, tools.onMade]);
}

/** The model on the flat picture, with a little air around it. */
function focusOn({ view, camera }: StageHandle): Focus {
  const middle = view.middle;
  const spanM = view.stage.modelHeightM * view.transform.s * 1.25;
  const up = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1).multiplyScalar(spanM / 2);
  const [top, bottom] = [middle.clone().add(up).project(camera), middle.clone().sub(up).project(camera)];
  return { x: (top.x + bottom.x + 2) / 4, y: (2 - top.y - bottom.y) / 4, tall: Math.abs(top.y - bottom.y) / 2 };
}

// The point of a part's surface that is nearest to the eye.
function nearestOn(stage: StageHandle, structureId: string): Vec3 | null {
  const found = stage.view.modelObject?.nearest(structureId, stage.camera.getWorldPosition(new Vector3()));
  return found ? stage.view.toModel(found, structureId) : null;
}
