import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasBoardLetters, linesOf } from "./board-words";

const widthOf = (text: string): number => [...text].length;
const squeezed = (text: string): string => text.replaceAll(/\s/g, "");

describe("words that somebody wrote, on a headset's boards", () => {
  it("ANA-615: boards have letters for names in Latin ones, and say of others that they have none", () => {
    for (const name of ["Łukasz Żółć", "Åse Müller-Weiß", "Núñez", "one\ntwo"]) expect(hasBoardLetters(name), name).toBe(true);
    for (const name of ["王芳", "Ольга", "محمد", "Σοφία", "אברהם", "Dr. Ольга Braun"]) expect(hasBoardLetters(name), name).toBe(false);
  });

  it("ANA-615: lines hold every sign in its order, and none is wider than it may be unless one piece is", () => {
    const pieces = fc.array(fc.oneof(fc.constant(" "), fc.string({ unit: fc.constantFrom("а", "б", "芳", "م"), minLength: 1, maxLength: 9 })), { maxLength: 20 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 1, max: 14 }), (list, most) => {
        const lines = linesOf(list, widthOf, most);
        expect(squeezed(lines.join(""))).toBe(squeezed(list.join("")));
        for (const line of lines) {
          expect(line).toBe(line.trim());
          if (widthOf(line) > most) expect(list).toContain(line);
        }
      }),
    );
  });

  it("ANA-615: what fits stands on one line", () => {
    expect(linesOf(["Ольга", " ", "Браун"], widthOf, 11)).toEqual(["Ольга Браун"]);
    expect(linesOf(["Ольга", " ", "Браун"], widthOf, 10)).toEqual(["Ольга", "Браун"]);
  });
});
