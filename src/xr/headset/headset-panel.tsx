"use client";

import { Container } from "@react-three/uikit";
import type { ReactNode } from "react";
import { LEAST_LETTER_MM } from "@/core/headset/boards";
import { BOARD_LETTERS } from "./board-letters";
import { BoardWords, WordsWidth } from "./board-words";

/** One unit of the panels is a millimetre (look.md §9). */
const MILLIMETRE = 0.001;
/** A fingertip presses; a hand that might pinch here as well would keep it from that, being at the same place. */
const NO_GRAB = { deny: "grab" } as const;
/** Side of a button, and what lies between two, millimetres. */
export const BUTTON = 68;
export const GAP = 10;
/** What a board, and a button, keep free at each side, their borders with it, millimetres. */
const BOARD_EDGE = 16 + 1.5;
const BUTTON_EDGE = 3 + 1.5;

/** A board that stands in the room: about its place, or on it. */
export function Panel({ widthMm, standsOn = false, children }: { widthMm: number; standsOn?: boolean; children: ReactNode }) {
  return (
    <Container
      fontFamilies={BOARD_LETTERS}
      pointerEventsType={NO_GRAB}
      pixelSize={MILLIMETRE}
      width={widthMm}
      flexDirection="column"
      gap={GAP}
      padding={16}
      borderRadius={16}
      borderWidth={1.5}
      borderColor="#777d7d"
      backgroundColor="#141617"
      color="#f6f3ed"
      anchorX="center"
      anchorY={standsOn ? "bottom" : "center"}
    >
      <WordsWidth value={widthMm - 2 * BOARD_EDGE}>{children}</WordsWidth>
    </Container>
  );
}

interface MenuButtonProps {
  readonly word: string;
  readonly onPress: () => void;
  readonly isOn?: boolean;
  readonly wide?: boolean;
  /** A width of its own, millimetres. */
  readonly widthMm?: number;
  readonly tone?: "plain" | "danger";
  /** A colour that it stands for. */
  readonly swatch?: string;
}

/** Something to press on a board. */
export function MenuButton({ word, onPress, isOn = false, wide = false, widthMm, tone = "plain", swatch }: MenuButtonProps) {
  const isDanger = tone === "danger";
  const width = widthMm ?? (wide ? 180 : BUTTON);
  const ground = isDanger ? "#ff8a6e" : isOn ? "#73cfc2" : "#24282a";
  return (
    <Container
      width={width}
      height={wide || widthMm !== undefined ? 56 : BUTTON}
      flexShrink={0}
      padding={3}
      borderRadius={10}
      borderWidth={1.5}
      borderColor={isDanger || isOn ? ground : "#777d7d"}
      backgroundColor={ground}
      hover={{ borderColor: "#f1eee8" }}
      flexDirection="column"
      alignItems="center"
      justifyContent="center"
      cursor="pointer"
      onClick={onPress}
    >
      {swatch !== undefined && <Container width={36} height={8} marginBottom={5} borderRadius={4} backgroundColor={swatch} />}
      <WordsWidth value={width - 2 * BUTTON_EDGE}>
        <BoardWords fontSize={LEAST_LETTER_MM} lineHeight={1.2} fontWeight={600} textAlign="center" color={isDanger ? "#2a0c05" : isOn ? "#062220" : "#f6f3ed"}>
          {word}
        </BoardWords>
      </WordsWidth>
    </Container>
  );
}
