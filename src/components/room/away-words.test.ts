import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import { answerCloser, areClose, askCloser, closerNews, closerState, takeBackCloser } from "@/core/room/boundary";
import { parseOp } from "@/core/room/op";
import { applyOp, createSceneState } from "@/core/room/state";
import type { Edit } from "@/core/room/undo";
import { awayNews } from "./away-words";

const inBoth = (key: "said" | "saidNo" | "ended" | "away" | "back", name: string): string[] =>
  (["en", "es"] as const).map((locale) => {
    const { closer }: { closer: Record<string, string> } = JSON.parse(readFileSync(`messages/${locale}/room.json`, "utf8"));
    return createTranslator({ locale, messages: { closer }, namespace: "closer" })(key, { name });
  });

describe("what is heard of who may come closer", () => {
  /** The patient (2) asks the clinician (1); what the patient hears after each step. */
  function heard(...steps: readonly ("ask" | "yes" | "no" | "takeBack" | "theyTakeBack")[]): (string | null)[] {
    const seat = (role: "clinician" | "patient", person: number) => ({ role, person });
    const state = createSceneState(new Map([[1, seat("clinician", 1)], [2, seat("patient", 2)]]));
    let written = 0;
    const write = (actor: number, edit: Edit | null): void => {
      const op = edit && parseOp({ actor, seq: (written += 1), lamport: written, ...edit });
      if (!op?.ok) throw new Error("the edit is one that a room takes");
      applyOp(state, op.value);
    };
    const now = () => (areClose(state, 2, 1) ? ("close" as const) : closerState(state, 2, 1));
    return steps.map((step) => {
      const then = now();
      if (step === "ask") write(2, askCloser(state, 2, 1));
      else if (step === "takeBack") write(2, takeBackCloser(state, 2, 1));
      else if (step === "theyTakeBack") write(1, takeBackCloser(state, 1, 2));
      else write(1, answerCloser(state, 1, 2, step === "yes"));
      return closerNews(then, now());
    });
  }

  it("ANA-601: a yes, a no and a yes that either takes back are said once each; asking and taking a question back are not", () => {
    expect(heard("ask", "yes", "theyTakeBack")).toEqual([null, "said", "ended"]);
    expect(heard("ask", "yes", "takeBack")).toEqual([null, "said", "ended"]);
    expect(heard("ask", "no", "ask", "yes")).toEqual([null, "saidNo", null, "said"]);
    expect(heard("ask", "takeBack")).toEqual([null, null]);
    expect(closerNews(undefined, "close")).toBeNull();
    expect(closerNews("close", "close")).toBeNull();
  });

  it("ANA-601: in both languages", () => {
    expect(inBoth("said", "Dr. Osei")).toEqual(["Dr. Osei said yes. You may come closer.", "Dr. Osei dijo que sí. Puede acercarse."]);
    expect(inBoth("saidNo", "Dr. Osei")).toEqual(["Dr. Osei said not now.", "Dr. Osei dijo que ahora no."]);
    expect(inBoth("ended", "Dr. Osei")).toEqual(["Dr. Osei and you keep apart again.", "Dr. Osei y usted vuelven a guardar distancia."]);
  });
});

describe("what is heard of a headset that goes off", () => {
  const people = [
    { name: "Amira Haddad", pages: ["amira-1", "amira-2"] },
    { name: "Tomás Reyes", pages: ["tomas"] },
  ];

  it("ANA-607: who took it off and who has it on again, once each, and nothing of whoever left", () => {
    expect(awayNews([], ["amira-2"], people)).toEqual([{ key: "away", name: "Amira Haddad" }]);
    expect(awayNews(["amira-2"], ["amira-2", "tomas"], people)).toEqual([{ key: "away", name: "Tomás Reyes" }]);
    expect(awayNews(["amira-2", "tomas"], ["tomas"], people)).toEqual([{ key: "back", name: "Amira Haddad" }]);
    expect(awayNews(["amira-2"], ["tomas"], people)).toEqual([{ key: "away", name: "Tomás Reyes" }, { key: "back", name: "Amira Haddad" }]);
    expect(awayNews(["gone"], ["somebody-new"], people)).toEqual([]);
    expect(inBoth("away", "Amira")).toEqual(["Amira took the headset off.", "Amira se quitó el visor."]);
    expect(inBoth("back", "Amira")).toEqual(["Amira has the headset on again.", "Amira vuelve a llevar el visor."]);
  });
});
