/** All organs that we grow ourselves, in the order of the manifest. */
import { bodyModel } from "./figure/model";
import { heartModel } from "./heart/model";
import { kidneyModel } from "./kidney/model";
import { kneeModel } from "./knee/model";
import type { OwnOrgan } from "./own-organ";
import { spineModel } from "./spine/model";

export const ownOrgans: readonly OwnOrgan[] = [heartModel, kneeModel, kidneyModel, spineModel, bodyModel];
