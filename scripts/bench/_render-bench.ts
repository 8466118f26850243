import type { AnatomyModel } from "@/core/anatomy/manifest";

/** Which file of a model. */
export type RenderLevel = "full" | "light" | "test";

/** What the page is to draw. */
export interface RenderOrder {
  readonly models: readonly AnatomyModel[];
  readonly level: RenderLevel;
  /** Whether all is drawn once more, cut and closed. */
  readonly isCut: boolean;
  /** Frames that are counted, after as many that are not. */
  readonly frames: number;
}

/** One way of drawing: draw calls and triangles of a frame, and what it takes the page's thread, milliseconds at p50 and p95. */
export interface Drawing {
  readonly calls: number;
  readonly triangles: number;
  readonly cpuMs: number;
  readonly cpuP95Ms: number;
}

export interface SetCost {
  readonly id: string;
  readonly calls: number;
  readonly triangles: number;
  readonly bytes: number;
  readonly decodeMs: number;
  readonly bvhMs: number;
}

export interface RenderFigures {
  readonly ours: Drawing;
  /** Every organ cut by a plane and closed; null where that was not asked for. */
  readonly cut: Drawing | null;
  /** The same triangles as one plain mesh a structure. */
  readonly plain: Drawing;
  readonly sets: readonly SetCost[];
  readonly bytes: number;
  readonly decodeMs: number;
  readonly bvhMs: number;
}

/** Milliseconds since the page was asked for until its script ran, the stage was drawn without a model, the model was unpacked, its frame was handed over, and the picture was there. */
export interface FirstVisible {
  readonly scriptMs: number;
  readonly stageMs: number;
  readonly loadedMs: number;
  readonly drawnMs: number;
  readonly ms: number;
}

/** What `_render-page.ts` hangs on a page's window. */
export interface RenderBench {
  draw(order: RenderOrder): Promise<RenderFigures>;
  /** Goes on drawing our frames, without the models where `isLight`: what that allocates is counted from outside. */
  keepDrawing(frames: number, isLight: boolean): number;
}

declare global {
  interface Window {
    renderBench: RenderBench;
    /** What `_render-first.ts` does by itself as soon as its page runs. */
    firstVisible: Promise<FirstVisible>;
  }
}
