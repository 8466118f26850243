import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysInMonth, formatDateText, parseDateText, type DateOrder } from "./date-text";

describe("parseDateText", () => {
  it.each([
    ["31/12/1968", "dmy", "1968-12-31"],
    ["12 31 1968", "mdy", "1968-12-31"],
    ["3.5.1968", "dmy", "1968-05-03"],
    ["03051968", "dmy", "1968-05-03"],
    ["19680503", "ymd", "1968-05-03"],
    ["1968-05-03", "dmy", "1968-05-03"],
    ["٣/٥/١٩٦٨", "dmy", "1968-05-03"],
    ["29/02/2000", "dmy", "2000-02-29"],
  ] as const)("reads %s as %s", (text, order, isoDate) => {
    expect(parseDateText(text, order)).toEqual({ ok: true, isoDate });
  });

  it("names the day that a month does not have", () => {
    expect(parseDateText("31/02/1968", "dmy")).toEqual({ ok: false, problem: "no_day", month: 2, year: 1968, day: 31 });
    expect(parseDateText("29/02/1900", "dmy")).toMatchObject({ problem: "no_day" });
  });

  it("names the month that does not exist", () => {
    expect(parseDateText("12/31/1968", "dmy")).toEqual({ ok: false, problem: "no_month", month: 31 });
  });

  it("asks for a year of four digits, because 68 may be two people", () => {
    expect(parseDateText("3/5/68", "dmy")).toEqual({ ok: false, problem: "no_year" });
  });

  it.each(["", "soon", "3/5", "3/5/1968/1", "   "])("calls %j unfinished", (text) => {
    expect(parseDateText(text, "dmy")).toEqual({ ok: false, problem: "unfinished" });
  });

  it("reads back what it writes, in every order", () => {
    const dates = fc
      .record({ year: fc.integer({ min: 1, max: 9999 }), month: fc.integer({ min: 1, max: 12 }) })
      .chain(({ year, month }) =>
        fc.integer({ min: 1, max: daysInMonth(year, month) }).map((day) =>
          [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-"),
        ),
      );
    const orders = fc.constantFrom<DateOrder>("dmy", "mdy", "ymd");
    fc.assert(
      fc.property(dates, orders, (isoDate, order) => {
        expect(parseDateText(formatDateText(isoDate, order), order)).toEqual({ ok: true, isoDate });
      }),
    );
  });
});
