"use client";

import { Container } from "@react-three/uikit";
import { useFrame } from "@react-three/fiber";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Vector3, type Group } from "three";
import { NEAREST_M } from "@/core/headset/boards";
import { isPalmUp } from "@/core/headset/moving";
import { comfortStore } from "@/room/comfort";
import { BUTTON, GAP, MenuButton, Panel } from "./headset-panel";
import type { Wrists } from "./use-headset-frames";

interface WristMenuProps {
  readonly wrists: Wrists;
  readonly isSafe: boolean;
  readonly onSafe: (isSafe: boolean) => void;
  readonly onRecentre: () => void;
  readonly onUndo: () => void;
  readonly onLeave: () => void;
}

/** So far above the wrist, where the other hand reaches it. */
const ABOVE_M = 0.14;
/** A palm that is up for this long meant it. */
const HOLD_MS = 250;

const eye = new Vector3();

/** What must always be at hand: a palm turned up brings it beside that wrist (ANA-611). With one hand it stays where it opened, to be pressed. */
export function WristMenu({ wrists, isSafe, onSafe, onRecentre, onUndo, onLeave }: WristMenuProps) {
  const t = useTranslations("anatomy.canvas");
  const group = useRef<Group>(null);
  const [isOpen, setOpen] = useState(false);
  const upMs = useRef(0);
  useFrame(({ gl }, delta) => {
    const { hand, oneHanded } = comfortStore().get();
    const other = hand === "left" ? "right" : "left";
    // The hand that works stays free to press; with one hand it is the one that there is.
    const wrist = wrists[oneHanded === "on" ? hand : other];
    const isUp = wrist.isSeen && isPalmUp(wrist.palmY, isOpen);
    upMs.current = isUp ? upMs.current + delta * 1000 : 0;
    const isMeant = isUp && upMs.current >= HOLD_MS;
    if (isMeant !== isOpen && (isMeant || oneHanded === "off")) setOpen(isMeant);
    if (!group.current || !isUp) return;
    const { position } = group.current;
    position.copy(wrist.place).setY(wrist.place.y + ABOVE_M);
    gl.xr.getCamera().getWorldPosition(eye);
    // A wrist is often held nearer than what is read should be.
    if (position.distanceTo(eye) < NEAREST_M) position.sub(eye).setLength(NEAREST_M).add(eye);
    group.current.lookAt(eye);
  });
  const close = (act: () => void) => () => {
    setOpen(false);
    upMs.current = 0;
    act();
  };
  return (
    <group ref={group} visible={isOpen}>
      {isOpen && (
        <Panel widthMm={2 * BUTTON + GAP + 36}>
          <Container flexDirection="row" flexWrap="wrap" gap={GAP}>
            <MenuButton word={t(isSafe ? "safePlaceBack" : "safePlace")} tone={isSafe ? "plain" : "danger"} onPress={close(() => onSafe(!isSafe))} />
            <MenuButton word={t("recentre")} onPress={close(onRecentre)} />
            <MenuButton word={t("undo")} onPress={close(onUndo)} />
            <MenuButton word={t("leave")} onPress={close(onLeave)} />
          </Container>
        </Panel>
      )}
    </group>
  );
}
