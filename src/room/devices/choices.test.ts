import { describe, expect, it } from "vitest";
import { FIRST_CHOICES, loadChoices, parseChoices, saveChoices } from "./choices";

describe("parseChoices", () => {
  it.each([null, "", "{", "[]", "7", '{"cameraId":7,"microphoneOn":"no"}'])("takes %j for no choice", (text) => {
    expect(parseChoices(text)).toEqual(FIRST_CHOICES);
  });

  it("keeps what was chosen", () => {
    expect(parseChoices('{"cameraId":"front","microphoneOn":false}')).toEqual({
      ...FIRST_CHOICES,
      cameraId: "front",
      microphoneOn: false,
    });
  });
});

describe("saveChoices", () => {
  it("holds a choice for the page where nothing can be stored", () => {
    expect(typeof sessionStorage).toBe("undefined");
    saveChoices({ microphoneOn: false });
    expect(loadChoices()).toEqual({ ...FIRST_CHOICES, microphoneOn: false });
  });
});
