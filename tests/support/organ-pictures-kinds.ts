import type { AnatomyModel } from "@/core/anatomy/manifest";
import type { ConditionValue } from "@/core/room/values";

/** Width and height of a kept picture. */
export const PICTURE_PX = 320;

/** The tools that have a picture. */
export const PICTURE_TOOLS = ["cut", "apart", "xray", "chosen", "alone", "coloured", "measure", "area", "marks", "beat", "bend", "beside", "place"] as const;
export type PictureTool = (typeof PICTURE_TOOLS)[number];

/** One picture: a model as it is first shown, or with one tool used on it. */
export interface PictureOrder {
  readonly model: AnatomyModel;
  readonly tool: "none" | PictureTool;
  /** What the model has, for the tool that shows the place of it. */
  readonly condition?: ConditionValue;
  /** A structure that is left out. */
  readonly without?: string;
}

/** How far two pictures are apart: squares of 8 pixels whose mean colour is another, and the largest difference of a mean, of 255. */
export interface Differing {
  readonly squares: number;
  readonly most: number;
}

/** What the page of pictures hangs on its window. Pictures are data addresses. */
export interface OrganPictures {
  draw(order: PictureOrder): Promise<string>;
  compare(one: string, other: string): Promise<Differing>;
}

declare global {
  interface Window {
    organPictures: OrganPictures;
  }
}
