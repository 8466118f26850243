import { describe, expect, it } from "vitest";
import { formatsFor } from "./formats";
import { intlLocale } from "./locales";

describe("times and dates as a person set them", () => {
  const at = Date.UTC(2026, 10, 24, 14, 30);
  const write = (locale: string, name: "time" | "full", clock: "24" | "12") =>
    new Intl.DateTimeFormat(locale, { ...formatsFor(clock).dateTime?.[name], timeZone: "UTC" } as Intl.DateTimeFormatOptions).format(at);

  it("14:30, or 2:30 pm", () => {
    expect(write("en-GB", "time", "24")).toBe("14:30");
    expect(write("en-GB", "time", "12")).toMatch(/^2:30\s?pm$/i);
    expect(write("es", "time", "12")).toMatch(/^2:30\s?p/i);
  });

  it("24 November, or November 24, in English; other languages have one order", () => {
    expect(write(intlLocale("en", "day_first"), "full", "24")).toBe("24 November 2026");
    expect(write(intlLocale("en", "month_first"), "full", "24")).toBe("November 24, 2026");
    expect(intlLocale("es", "month_first")).toBe("es");
  });
});
