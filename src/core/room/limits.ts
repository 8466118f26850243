/** Largest actor id: ids are u16 and are never given twice in one visit. */
export const MAX_ACTOR = 0xffff;
/** Largest sequence number and Lamport time: both travel as u32. */
export const MAX_COUNTER = 0xffffffff;
/** Longest register name in characters. */
export const MAX_REGISTER_LENGTH = 200;
/** Largest value of one op, as canonical JSON in UTF-8 bytes. */
export const MAX_VALUE_BYTES = 4096;
/** Deepest nesting of a value; keeps every walk over it bounded. */
export const MAX_VALUE_DEPTH = 8;
/** Most ops in one message between browsers. */
export const MAX_BATCH_OPS = 64;
/** Most ops in one post to the server. */
export const MAX_PUSH_OPS = 50;
/** Largest reliable message; LiveKit's documented ceiling is 15 KiB (realtime.md §1.1). */
export const MAX_MESSAGE_BYTES = 14_000;
/** Most actors that a digest may name. */
export const MAX_DIGEST_ACTORS = 1024;
/** Objects stay inside a cube of this half edge, in metres: what a pose frame can say. */
export const POSITION_LIMIT_M = 8;
/** Smallest and largest uniform scale of a model. */
export const SCALE_MIN = 0.05;
export const SCALE_MAX = 50;
/** A foreign op may run ahead of the local Lamport clock by at most this much. */
export const LAMPORT_LEAP = 1_000_000;
/** Furthest that an op may be ahead of what is held of its author without a gap, to be taken from a browser or remembered: a burst. */
export const SEQ_LEAP = 1024;
/** How far a quaternion's length may be from 1. */
export const QUATERNION_TOLERANCE = 1e-3;
/** Most elements (pins, strokes, measurements, kept views) that a room shows; the oldest stay. */
export const MAX_ELEMENTS = 500;
/** Greatest number of an element of one page load. */
export const MAX_ELEMENT_NUMBER = 9999;
/** Most points in one part of a stroke, and most parts. */
export const MAX_STROKE_POINTS = 64;
export const MAX_STROKE_PARTS = 64;
/** Most corners of a loop whose area is measured. */
export const MAX_AREA_CORNERS = 48;
/** Most views that a room lists in an order of their own, and the longest text of one's small picture: it must fit a value. */
export const MAX_VIEWS = 200;
export const MAX_VIEW_PICTURE = 4000;
/** Most models that stand in a room together. */
export const MAX_MODELS = 8;
/** Most people that a policy names, and most fences that it holds. */
export const MAX_POLICY_NAMES = 16;
export const MAX_POLICY_FENCES = 350;
/** Ops that one page load may send in a second, and at once after a pause. */
export const OPS_PER_SECOND = 200;
export const OPS_BURST = 1000;
/** Longest line of captions, in UTF-16 units. */
export const MAX_CAPTION_LENGTH = 300;
/** States of a line that one page may send in a second, and at once after a pause. */
export const CAPTIONS_PER_SECOND = 10;
export const CAPTIONS_BURST = 20;
