import { describe, expect, it } from "vitest";
import { deviceKey, placeOf } from "./session-place";

describe("where a session was opened", () => {
  it("ACC-72: is kept as part of a network address and never the whole", () => {
    expect(placeOf("203.0.113.77")).toBe("203.0.113.*");
    expect(placeOf("::ffff:203.0.113.77")).toBe("203.0.113.*");
    expect(placeOf("2001:db8:85a3:8d3:1319:8a2e:370:7348")).toBe("2001:db8:85a3:*");
    expect(placeOf("2001:DB8::1")).toBe("2001:db8:*");
    expect(placeOf("::1")).toBe("::*");
    for (const none of [null, "", "unknown", "<script>", "a".repeat(60)]) expect(placeOf(none)).toBe("");
  });

  it("an update makes no new device of a browser", () => {
    expect(deviceKey("Chrome/120.0.1 Windows NT 10")).toBe(deviceKey("Chrome/121.5 Windows NT 11"));
    expect(deviceKey("Firefox/1 Linux")).not.toBe(deviceKey("Chrome/1 Linux"));
  });
});
