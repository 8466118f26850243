"use client";

import { createContext, useContext, type ReactNode } from "react";
import { cx } from "./classes";

/** Colours that a part of a page has whatever the theme is. */
export type SurfaceName = "light" | "dark" | "room";

const SurfaceContext = createContext<SurfaceName | undefined>(undefined);

/** The surface around a component: menus and dialogs, which open elsewhere in the page, take it along. */
export function useSurface(): SurfaceName | undefined {
  return useContext(SurfaceContext);
}

/** A part of a page with its own colours. The room is one of these as a whole. */
export function Surface({ name, className, children }: { name: SurfaceName; className?: string; children: ReactNode }) {
  return (
    <SurfaceContext value={name}>
      <div data-surface={name} className={cx("surface", className)}>
        {children}
      </div>
    </SurfaceContext>
  );
}
