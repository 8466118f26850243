import { type Answer, type Ask, type Presenter, isAnswer, isAsk, isPresenter } from "./element-values";
import type { JsonValue } from "./json";
import { registers } from "./registers";
import { type SceneState, valueOf } from "./state";
import { type Camera, isCamera } from "./values";
import type { Edit } from "./undo";

/** Who presents, or null. */
export function presenterOf(state: SceneState): Presenter | null {
  const value: unknown = valueOf(state, registers.presenter);
  return isPresenter(value) ? value : null;
}

/** The presenter's eye, or null while nobody presents or has said where they look from. */
export function presentedEye(state: SceneState): Camera | null {
  const presenter = presenterOf(state);
  const value: unknown = presenter && valueOf(state, registers.eye(presenter.actor));
  return isCamera(value) ? value : null;
}

/** Where somebody's question to the clinician stands. */
export type AskState = "idle" | "asked" | "granted" | "declined";

const askOf = (state: SceneState, actor: number): Ask | null => {
  const value: unknown = valueOf(state, registers.ask(actor));
  return isAsk(value) ? value : null;
};
const answerTo = (state: SceneState, actor: number): Answer | null => {
  const value: unknown = valueOf(state, registers.answer(actor));
  return isAnswer(value) ? value : null;
};

/** Where an actor's question stands. An answer counts only for the question that it answers. */
export function askState(state: SceneState, actor: number): AskState {
  const ask = askOf(state, actor);
  if (!ask) return "idle";
  const answer = answerTo(state, actor);
  if (answer?.n !== ask.n) return "asked";
  return answer.granted ? "granted" : "declined";
}

/** Questions that wait for the clinician's answer, by actor. */
export function openAsks(state: SceneState): readonly { readonly actor: number; readonly ask: Ask }[] {
  return [...state.bench.seats.keys()]
    .filter((actor) => askState(state, actor) === "asked")
    .flatMap((actor) => {
      const ask = askOf(state, actor);
      return ask ? [{ actor, ask }] : [];
    });
}

/** The edit by which an actor asks; null where a question of theirs still waits. */
export function askFor(state: SceneState, actor: number, what: Ask["what"]): Edit | null {
  if (askState(state, actor) === "asked") return null;
  const n = Math.max(askOf(state, actor)?.n ?? 0, answerTo(state, actor)?.n ?? 0) + 1;
  return { register: registers.ask(actor), value: { what, n } };
}

/** The edit by which an actor takes a question back. */
export function withdrawAsk(actor: number): Edit {
  return { register: registers.ask(actor), value: null };
}

/** The clinician's answer to an open question; null where there is none. What it grants is written with it. */
export function answerAsk(state: SceneState, actor: number, granted: boolean): Edit | null {
  const ask = askOf(state, actor);
  if (!ask || askState(state, actor) !== "asked") return null;
  const value: JsonValue = { n: ask.n, granted };
  return { register: registers.answer(actor), value };
}
