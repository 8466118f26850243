import "server-only";
import { keepConfidential } from "./confidence";
import { keepView } from "./keep-view";
import { keptViewsQuery, noteQuery, summaryQuery, viewPictureQuery } from "./queries";
import { saveNote } from "./save-note";
import { signNote } from "./sign-note";
import { openSummary, sendSummaryCode } from "./summary-code";

/** Writes about notes, views and summaries. */
export const recordCommands = [keepView, saveNote, signNote, keepConfidential, sendSummaryCode, openSummary];
/** Reads of notes, views and summaries. */
export const recordQueries = [noteQuery, keptViewsQuery, summaryQuery, viewPictureQuery];
