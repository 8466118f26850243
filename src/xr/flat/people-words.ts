import type { AnatomyModel } from "@/core/anatomy/manifest";
import { FRAME_PARTS } from "@/core/room/frame";
import { nameHash } from "@/core/room/hash";
import type { PersonSigns } from "../people/company";
import type { ScenePerson } from "../people/person";

/** What is told of a person by their figure: which parts of a frame came, and the hash of what they point at. */
export interface FigureValues {
  readonly parts: number;
  readonly pointerTarget: number;
}

/** Something to be said of somebody: the key of its words under `anatomy.view`, and what goes into them. */
export type PersonWord =
  | { readonly key: "speaks" | "headsetOff"; readonly values: { readonly name: string } }
  | { readonly key: "points"; readonly values: { readonly name: string; readonly part: string } };

/** Who speaks, who has the headset off, and what each other person points at, where they do; nothing of oneself. */
export function peopleWords(
  people: readonly ScenePerson[],
  model: AnatomyModel,
  isSpanish: boolean,
  signsOf: (actor: number) => Pick<PersonSigns, "isSpeaking" | "isAway"> | undefined,
  figureOf: (actor: number) => FigureValues | undefined,
): readonly PersonWord[] {
  return people.flatMap(({ actor, name, isSelf }): PersonWord[] => {
    if (isSelf) return [];
    const signs = signsOf(actor);
    const figure = figureOf(actor);
    const isPointing = figure !== undefined && (figure.parts & FRAME_PARTS.pointer) !== 0;
    const part = isPointing ? model.structures.find(({ id }) => nameHash(model.id, id) === figure.pointerTarget) : undefined;
    return [
      ...(signs?.isSpeaking ? [{ key: "speaks" as const, values: { name } }] : []),
      ...(signs?.isAway ? [{ key: "headsetOff" as const, values: { name } }] : []),
      ...(part ? [{ key: "points" as const, values: { name, part: isSpanish ? part.name.es : part.name.en } }] : []),
    ];
  });
}
