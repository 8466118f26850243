import { createStore } from "./store";

/** The moment of the beat (0 to 1) that a person who wants no motion looks at while the heart beats for the others; null: where it began. */
export const ownMoment = createStore<number | null>(null);
