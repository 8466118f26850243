import "server-only";
import { deletePatient, listReceipts, readReceipt, recordPreview } from "./delete-patient";
import { listDue } from "./due";
import { liftHold, listHolds, placeHold } from "./holds";
import { changeRule, listRules } from "./rules";

/** Commands about what is kept for how long. */
export const retentionCommands = [changeRule, placeHold, liftHold, deletePatient];

/** Queries about what is kept for how long. */
export const retentionQueries = [listRules, recordPreview, listDue, listHolds, readReceipt, listReceipts];
