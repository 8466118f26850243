import "server-only";
import anyAscii from "any-ascii";
import { foldName, searchNameOf } from "@/core/people/names";

interface Names {
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName?: string | null;
}

/**
 * A name in Latin letters, for comparing and finding, never for showing. Scripts that core has a table for
 * (Greek, Cyrillic) go through it; the rest (Arabic, Chinese, Hebrew, …) through any-ascii.
 */
export function inLatin(name: string): string {
  const folded = foldName(name);
  return /^[\x20-\x7e]*$/.test(folded) ? name : anyAscii(name);
}

/** What a patient is found by: the names as written, and in Latin letters where that differs. */
export function searchableNames(names: Names): string {
  const asWritten = searchNameOf(names);
  const latin = searchNameOf({
    givenName: inLatin(names.givenName),
    familyName: inLatin(names.familyName),
    preferredName: names.preferredName === null || names.preferredName === undefined ? null : inLatin(names.preferredName),
  });
  return latin === asWritten ? asWritten : `${asWritten}${latin}`;
}
