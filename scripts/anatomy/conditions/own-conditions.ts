/** All conditions that we grow ourselves. */
import { disc } from "./disc";
import { meniscusTear } from "./meniscus-tear";
import type { OwnCondition } from "./own-condition";
import { stenosis } from "./stenosis";
import { stone } from "./stone";

export const ownConditions: readonly OwnCondition[] = [stenosis, meniscusTear, stone, disc];
