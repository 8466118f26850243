import { expect, it } from "vitest";
import { inSentence } from "./in-sentence";

it("a name within a sentence loses the capital that it begins with, and no other", () => {
  const names = ["Left kidney", "Lumbar spine, L4 and L5", "L5 nerve root, left", "MRI of a knee", "Mitral Clip XT", "Ángulo", "A", ""];
  expect(names.map(inSentence)).toEqual(["left kidney", "lumbar spine, L4 and L5", "L5 nerve root, left", "MRI of a knee", "mitral Clip XT", "ángulo", "a", ""]);
});
