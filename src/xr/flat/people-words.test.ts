import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { manifestSchema } from "@/core/anatomy/manifest";
import { findModel } from "@/core/anatomy/models";
import { FRAME_PARTS } from "@/core/room/frame";
import { nameHash } from "@/core/room/hash";
import type { ScenePerson } from "../people/person";
import { peopleWords, type FigureValues } from "./people-words";

const heart = findModel(manifestSchema.parse(JSON.parse(readFileSync("public/models/manifest.json", "utf8"))), "heart");
const [first, second] = heart?.structures ?? [];
if (!heart || !first || !second) throw new Error("the heart has parts");

const person = (actor: number, name: string, isSelf = false): ScenePerson => ({ actor, name, isSelf }) as ScenePerson;
const people = [person(1, "Me", true), person(2, "Amira Haddad"), person(3, "Tomás Reyes")];
const pointing = (part: string, parts: number = FRAME_PARTS.pointer): FigureValues => ({ parts, pointerTarget: nameHash("heart", part) });

function said(locale: "en" | "es", signs: Record<number, { isSpeaking: boolean; isAway: boolean }>, figures: Record<number, FigureValues> = {}): string[] {
  const messages: { view: Record<string, string> } = JSON.parse(readFileSync(`messages/${locale}/anatomy.json`, "utf8"));
  const t = createTranslator({ locale, messages: { view: messages.view }, namespace: "view" });
  return peopleWords(people, heart!, locale === "es", (actor) => signs[actor], (actor) => figures[actor]).map(({ key, values }) => t(key, values));
}

describe("what the view in words says of people", () => {
  it("ANA-607: who speaks and who took the headset off, in both languages, and nothing of oneself", () => {
    const signs = { 1: { isSpeaking: true, isAway: true }, 2: { isSpeaking: true, isAway: false }, 3: { isSpeaking: false, isAway: true } };
    expect(said("en", signs)).toEqual(["Amira Haddad speaks.", "Tomás Reyes took the headset off."]);
    expect(said("es", signs)).toEqual(["Amira Haddad habla.", "Tomás Reyes se quitó el visor."]);
    expect(said("en", {})).toEqual([]);
  });

  it("what another points at, by its clinical name; a pointer that is on nothing, or was not told, says nothing", () => {
    const signs = { 3: { isSpeaking: true, isAway: false } };
    expect(said("en", signs, { 1: pointing(second.id), 2: pointing(first.id), 3: pointing(second.id) })).toEqual([
      `Amira Haddad points at: ${first.name.en}.`,
      "Tomás Reyes speaks.",
      `Tomás Reyes points at: ${second.name.en}.`,
    ]);
    expect(said("es", {}, { 2: pointing(first.id) })).toEqual([`Amira Haddad señala: ${first.name.es}.`]);
    expect(said("en", {}, { 2: pointing("no part of it"), 3: pointing(first.id, 0) })).toEqual([]);
  });
});
