import { isExactly, isFlag, isListOf, isMatch, isNumber, isText, isTuple, isWhere, isWhole, orNull } from "@/core/kit/shape";
import { MAX_ACTOR, MAX_AREA_CORNERS, MAX_COUNTER, MAX_MODELS, MAX_POLICY_FENCES, MAX_POLICY_NAMES, MAX_STROKE_PARTS, MAX_STROKE_POINTS, MAX_VIEW_PICTURE, MAX_VIEWS, POSITION_LIMIT_M } from "./limits";
import { type Vec3, isColour } from "./values";

const metre = isNumber(-POSITION_LIMIT_M, POSITION_LIMIT_M);
const isPoint = isTuple<Vec3>(metre, metre, metre);
const isActor = isWhole(1, MAX_ACTOR);
const isName = isMatch(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/);

/** Where a pin sits: a point of a model, in the model's own metres, and the structure under it. */
export interface PinBody {
  model: string;
  structure: string | null;
  at: Vec3;
}
export const isPinBody = isExactly<PinBody>({ model: isName, structure: orNull(isName), at: isPoint });

/** What a stroke is drawn with; its points come in parts. */
export interface StrokeBody {
  model: string;
  colour: string;
  widthM: number;
}
export const isStrokeBody = isExactly<StrokeBody>({ model: isName, colour: isColour, widthM: isNumber(0.0005, 0.05) });
/** Points of a stroke, x, y and z one after another, in the model's metres. */
export const isStrokePart = isWhere(isListOf(metre, 3, 3 * MAX_STROKE_POINTS), (points) => points.length % 3 === 0);
/** How many parts a finished stroke has. */
export const isStrokeEnd = isWhole(0, MAX_STROKE_PARTS);

/** A distance between two points or an angle at the second of three, in the model's metres. */
export interface MeasureBody {
  model: string;
  points: Vec3[];
}
export const isMeasureBody = isExactly<MeasureBody>({ model: isName, points: isListOf(isPoint, 2, 3) });

/** A closed loop of points in the model's metres; the last is joined to the first. */
export interface AreaBody {
  model: string;
  points: Vec3[];
}
export const isAreaBody = isExactly<AreaBody>({ model: isName, points: isListOf(isPoint, 3, MAX_AREA_CORNERS) });

/** What one wrote beside an element. */
export const isNoteText = isText(0, 500);
/** A kept view: registers and what they showed. Its size is bounded like that of any value. */
export const isKeptView = isListOf((value): value is [string, unknown] => Array.isArray(value) && value.length === 2 && typeof value[0] === "string", 0, 200);

/** A kept view's small picture: a JPEG in base64. */
export const isViewPicture = isWhere(isMatch(/^\/9j\/[A-Za-z0-9+/]*={0,2}$/), (text) => text.length <= MAX_VIEW_PICTURE);
/** In which order kept views are listed: their ids. */
export const isViewOrder = isListOf(isMatch(/^[1-9][0-9]{0,4}-[1-9][0-9]{0,3}$/), 0, MAX_VIEWS);

/** Words in English and in Spanish, as somebody typed them. */
interface SaidWords {
  en: string;
  es: string;
}
const isSaid = (most: number) => isExactly<SaidWords>({ en: isText(0, most), es: isText(0, most) });
/** Which stop of a tour the clinician shows, and what is said there. */
export interface TourSignValue {
  title: SaidWords;
  n: number;
  of: number;
  words: SaidWords;
}
export const isTourSign = isExactly<TourSignValue>({ title: isSaid(80), n: isWhole(1, 99), of: isWhole(1, 99), words: isSaid(500) });

/** Whom a policy lets change the scene, clinicians aside: nobody else, the patient, everybody, or those named by actor id. */
export type Allowed = "clinicians" | "patient" | "all" | readonly number[];

/** Who may change the scene from here on, and up to which op of each page load what came before still counts. */
export interface Policy {
  allow: Allowed;
  /** Last op seen of each page load; whoever is not listed has none that counts. */
  fence: [actor: number, seq: number][];
}
const isAllowed = (value: unknown): value is Allowed =>
  value === "clinicians" || value === "patient" || value === "all" || isListOf(isActor, 0, MAX_POLICY_NAMES)(value);
export const isPolicy = isExactly<Policy>({
  allow: isAllowed,
  fence: isListOf(isTuple<[number, number]>(isActor, isWhole(0, MAX_COUNTER)), 0, MAX_POLICY_FENCES),
});

/** Whose eye the others may follow. `hold`: they all look through it until it ends. */
export interface Presenter {
  actor: number;
  hold: boolean;
}
export const isPresenter = isExactly<Presenter>({ actor: isActor, hold: isFlag });

/** Somebody asks the clinician; `n` counts one's questions, so that each gets its own answer. */
export interface Ask {
  what: "edit" | "present";
  n: number;
}
export const isAsk = isExactly<Ask>({ what: (value): value is Ask["what"] => value === "edit" || value === "present", n: isWhole(1, MAX_COUNTER) });

/** The clinician's answer to somebody's question `n`. */
export interface Answer {
  n: number;
  granted: boolean;
}
export const isAnswer = isExactly<Answer>({ n: isWhole(1, MAX_COUNTER), granted: isFlag });

/** Which models stand in the room. */
export const isModelSet = isListOf(isName, 0, MAX_MODELS);

/**
 * How much room a person keeps around themselves, metres from the middle of the head. 0.6 m each is what Meta's social
 * space has used as its default since 2022 ("Personal Boundary", about 1.2 m between two people).
 */
export const ROOM_AROUND_M = { least: 0.6, most: 1.5 } as const;
/** Metres around a person; a register without a value is the least. */
export const isRoomAround = isNumber(ROOM_AROUND_M.least, ROOM_AROUND_M.most);

/** What one person asks others and answers them about coming closer: whom, which of their questions, and whether. */
export interface Closer {
  /** `isOn`: not taken back. */
  asks: [actor: number, n: number, isOn: boolean][];
  answers: [actor: number, n: number, mayCome: boolean][];
}
const isCloserList = isListOf(isTuple<[number, number, boolean]>(isActor, isWhole(1, MAX_COUNTER), isFlag), 0, MAX_POLICY_NAMES);
/** Whether a value is a {@link Closer}. */
export const isCloser = isExactly<Closer>({ asks: isCloserList, answers: isCloserList });
