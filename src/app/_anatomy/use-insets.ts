"use client";

import { useEffect, useState, type RefObject } from "react";

/** Pixels of the scene that chrome covers at each side. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const NONE: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/** What the elements below `element` that say `data-covers="left|right|top|bottom"` leave free of it. */
export function insetsOf(element: HTMLElement): Insets {
  const box = element.getBoundingClientRect();
  const found = { ...NONE };
  for (const cover of element.querySelectorAll<HTMLElement>("[data-covers]")) {
    const { left, right, top, bottom, width, height } = cover.getBoundingClientRect();
    if (width === 0 || height === 0) continue;
    const side = cover.dataset.covers;
    if (side === "left") found.left = Math.max(found.left, right - box.left);
    if (side === "right") found.right = Math.max(found.right, box.right - left);
    if (side === "top") found.top = Math.max(found.top, bottom - box.top);
    if (side === "bottom") found.bottom = Math.max(found.bottom, box.bottom - top);
  }
  return found;
}

/** Measures what chrome covers of `root` whenever that changes, so that the scene is centred in what is free. */
export function useInsets(root: RefObject<HTMLElement | null>): Insets {
  const [insets, setInsets] = useState(NONE);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const measure = (): void => {
      const next = insetsOf(element);
      setInsets((now) => (Object.entries(next).every(([side, px]) => now[side as keyof Insets] === px) ? now : next));
    };
    const sizes = new ResizeObserver(measure);
    const observe = (): void => {
      sizes.disconnect();
      sizes.observe(element);
      for (const cover of element.querySelectorAll("[data-covers]")) sizes.observe(cover);
      measure();
    };
    const tree = new MutationObserver(observe);
    tree.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-covers"] });
    observe();
    return () => {
      sizes.disconnect();
      tree.disconnect();
    };
  }, [root]);
  return insets;
}
