/**
 * Tours: ordered views with words that clinicians put together for the practice and patients see again.
 * Rules ANA-320 to ANA-323 of docs/specs/anatomy.md.
 */
import { z } from "zod";
import { domainError, staleError, type DomainError } from "@/core/kit/errors";
import { EditionId, TourId } from "@/core/kit/ids";
import { err, ok, type Result } from "@/core/kit/result";
import { ViewRegisters } from "@/core/record/views";
import { checkRegisterValue, isRegisterName } from "@/core/room/registers";

/** Most stops of a tour, most words of a stop, longest title, largest picture in base64. */
export const TOUR_LIMITS = { stops: 12, words: 500, title: 80, picture: 60_000 } as const;
/** Most tours of a practice that are in use. */
export const PRACTICE_TOURS_MAX = 200;

/** Words in both languages, as somebody typed them; one of them may be empty. */
const bothWords = (most: number) => z.strictObject({ en: z.string().trim().max(most, "anatomy.tour_words_long"), es: z.string().trim().max(most, "anatomy.tour_words_long") });
/** See {@link bothWords}. */
export interface BothWords {
  readonly en: string;
  readonly es: string;
}

/** A stop: the scene, from which side it is looked at, and what is said there. */
export const TourStop = z.strictObject({
  registers: ViewRegisters,
  side: z.strictObject({ aroundRad: z.number().min(-1000).max(1000), aboveRad: z.number().min(-10).max(10) }).nullable(),
  words: bothWords(TOUR_LIMITS.words),
  /** A JPEG in base64, for who sees no 3D; null where none was taken. */
  picture: z
    .string()
    .max(TOUR_LIMITS.picture, "anatomy.tour_picture_large")
    .regex(/^\/9j\/[A-Za-z0-9+/]*={0,2}$/, "anatomy.tour_picture_unreadable")
    .nullable(),
});
/** See {@link TourStop}. */
export type TourStop = z.infer<typeof TourStop>;

/** What a tour says and shows. */
export const TourContent = z.strictObject({
  title: bothWords(TOUR_LIMITS.title),
  stops: z.array(TourStop).max(TOUR_LIMITS.stops, "anatomy.tour_too_long"),
});
/** See {@link TourContent}. */
export type TourContent = z.infer<typeof TourContent>;

/** What `anatomy/save-tour` takes. The id is the browser's, so that sending it twice makes one tour; version 0 makes a new one. */
export const SaveTourInput = z.strictObject({ tourId: TourId, version: z.int().min(0), content: TourContent });
/** See {@link SaveTourInput}. */
export type SaveTourInput = z.infer<typeof SaveTourInput>;

/** A tour in a list. */
export const TourInList = z.object({
  tourId: TourId,
  version: z.int(),
  title: TourContent.shape.title,
  stops: z.int(),
  author: z.string(),
  changedAtMs: z.number(),
});
/** See {@link TourInList}. */
export type TourInList = z.infer<typeof TourInList>;

/** A tour that was shown in a visit, as its patient finds it. */
export const ShownTour = z.object({ editionId: EditionId, title: TourContent.shape.title, stops: z.int() });
/** See {@link ShownTour}. */
export type ShownTour = z.infer<typeof ShownTour>;

const KEPT = /^(?:model|cut)\/|^room\/model$/;
const isEmpty = ({ en, es }: BothWords): boolean => en === "" && es === "";

// Registers come from a scene that judged them; whoever sends others is refused.
const couldShow = (stop: TourStop): boolean =>
  Object.entries(stop.registers).every(([register, value]) => KEPT.test(register) && isRegisterName(register) && checkRegisterValue(register, value) === "valid");

/** What a decision about a tour needs to know. Version 0: there is none of that id. */
export interface TourState {
  readonly version: number;
  readonly isRetired: boolean;
  /** Tours of the practice in use, this one aside. */
  readonly others: number;
}

/**
 * Whether a tour may be saved as it is (ANA-320): made on the newest version, with a title, stops, and
 * words at each; holding only what a scene can show. Its words in one language are enough.
 */
export function decideSaveTour(state: TourState, { version, content }: Pick<SaveTourInput, "version" | "content">): Result<{ readonly content: TourContent; readonly version: number }, DomainError> {
  if (state.isRetired) return err(domainError("gone", "anatomy.tour_gone"));
  if (version !== state.version) return err(staleError("anatomy.tour_stale", state.version, version));
  if (state.version === 0 && state.others >= PRACTICE_TOURS_MAX) return err(domainError("conflict", "anatomy.tours_too_many"));
  if (isEmpty(content.title)) return err(domainError("invalid", "anatomy.tour_untitled", { fields: { "content.title": "anatomy.tour_untitled" } }));
  if (content.stops.length === 0) return err(domainError("invalid", "anatomy.tour_empty"));
  if (content.stops.some(({ words }) => isEmpty(words))) return err(domainError("invalid", "anatomy.tour_wordless"));
  if (!content.stops.every(couldShow)) return err(domainError("invalid", "anatomy.tour_unshowable"));
  return ok({ content, version: state.version + 1 });
}

/** Whether a tour may be taken out of use now (ANA-321). What was shown of it stays with the visits. */
export function decideRetireTour(state: Pick<TourState, "version" | "isRetired">, version: number): Result<null, DomainError> {
  if (state.isRetired) return err(domainError("gone", "anatomy.tour_gone"));
  return version === state.version ? ok(null) : err(staleError("anatomy.tour_stale", state.version, version));
}
