import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, weekdayOf } from "@/core/scheduling/wall-time";
import { rankAppointments, rankPeople } from "./rank";
import { parseWhen } from "./when";

// A Thursday.
const TODAY = "2026-11-26";
const dateIn = (text: string) => parseWhen(text, TODAY).date;
const timeIn = (text: string) => parseWhen(text, TODAY).time;

describe("days as people type them", () => {
  it.each([
    ["today", TODAY],
    ["hoy", TODAY],
    ["Tomorrow", "2026-11-27"],
    ["mañana", "2026-11-27"],
    ["day after tomorrow", "2026-11-28"],
    ["pasado mañana", "2026-11-28"],
    ["ayer", "2026-11-25"],
    ["thursday", TODAY],
    ["next thursday", "2026-12-03"],
    ["el viernes", "2026-11-27"],
    ["jueves que viene", "2026-12-03"],
    ["miércoles", "2026-12-02"],
    ["12 March", "2027-03-12"],
    ["12 de marzo", "2027-03-12"],
    ["March 12, 2027", "2027-03-12"],
    ["24 nov", "2026-11-24"],
    ["el 3 de enero de 2027", "2027-01-03"],
    ["3rd of December", "2026-12-03"],
    ["12/3", "2027-03-12"],
    ["1.12.", "2026-12-01"],
    ["2026-12-24", "2026-12-24"],
  ])("%s is %s", (text, date) => expect(dateIn(text)).toBe(date));

  it("reads figures month first where a person writes them so", () => {
    expect(parseWhen("12/3", TODAY, "mdy").date).toBe("2026-12-03");
  });

  it("takes no day that doesn't exist, and leaves it in the text", () => {
    expect(parseWhen("31 February", TODAY)).toEqual({ date: null, time: null, rest: "31 february" });
    expect(dateIn("2026-02-30")).toBeNull();
  });

  it("leaves a birth date to the search by birth date", () => {
    expect(parseWhen("haddad 1968-05-03", TODAY)).toEqual({ date: null, time: null, rest: "haddad 1968-05-03" });
    expect(dateIn("3.5.1968")).toBeNull();
  });

  it("does not take names for days", () => {
    for (const name of ["April Marsh", "May", "Marta Lunes-Gil", "Mondale", "Augusta", "Hoyos"]) expect(dateIn(name)).toBeNull();
  });
});

describe("times as people type them", () => {
  it.each([
    ["14:30", "14:30"],
    ["at 9.15", "09:15"],
    ["2 pm", "14:00"],
    ["2:15 pm", "14:15"],
    ["a las 14", "14:00"],
    ["a la 1", "01:00"],
    ["9h30", "09:30"],
  ])("%s is %s", (text, time) => expect(timeIn(text)).toBe(time));

  it("a number alone is no time", () => expect(timeIn("14")).toBeNull());
});

describe("names, days and times together", () => {
  it("takes them apart in any order", () => {
    expect(parseWhen("Haddad tomorrow 14:30", TODAY)).toEqual({ date: "2026-11-27", time: "14:30", rest: "haddad" });
    expect(parseWhen("mañana a las 9:15, Zieliński", TODAY)).toEqual({ date: "2026-11-27", time: "09:15", rest: "zielinski" });
    expect(parseWhen("12 March Nora", TODAY)).toEqual({ date: "2027-03-12", time: null, rest: "nora" });
  });

  it("finds every date that it is told in words, within half a year", () => {
    const months = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    const spanish = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];
    fc.assert(
      fc.property(fc.integer({ min: -180, max: 180 }), (days) => {
        const date = addDays(TODAY, days);
        const [, month = "", day = ""] = date.split("-");
        expect(dateIn(`${Number(day)} ${months[Number(month) - 1] ?? ""}`)).toBe(date);
        expect(dateIn(`${Number(day)} de ${spanish[Number(month) - 1] ?? ""}`)).toBe(date);
      }),
    );
  });

  it("a weekday is within the next seven days", () => {
    for (const [index, name] of ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"].entries()) {
      const date = dateIn(name) ?? "";
      expect(weekdayOf(date)).toBe(index + 1);
      expect(date >= TODAY && date < addDays(TODAY, 7)).toBe(true);
    }
  });

  it("reads whatever is typed without failing", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 120 }), (text) => void expect(() => parseWhen(text, TODAY)).not.toThrow()));
  });
});

describe("the order of what was found", () => {
  const person = (givenName: string, familyName: string, isOwn = false) => ({ givenName, familyName, preferredName: null, isOwn });

  it("one's own first, then whole names before beginnings before the middle of one", () => {
    const [middle, start, whole, own] = [person("Diana", "Berg"), person("Ana", "Annan"), person("Ana", "Lopez"), person("Joana", "Silva", true)];
    expect(rankPeople(["an"], [middle, start, own])).toEqual([own, start, middle]);
    expect(rankPeople(["ana"], [middle, whole])).toEqual([whole, middle]);
  });

  it("what comes soonest first, what is over last and the latest of it first", () => {
    const at = (startsAtMs: number) => ({ startsAtMs, endsAtMs: startsAtMs + 10 });
    expect(rankAppointments([at(10), at(50), at(200), at(100)], 90).map(({ startsAtMs }) => startsAtMs)).toEqual([100, 200, 50, 10]);
  });
});
