import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isStepUnused, readRecoveryCode, readTotpCode, RECOVERY_CODE_BYTES, recoveryCodeOf } from "./one-time-codes";

describe("recovery codes", () => {
  it("ACC-67: are read back however they are typed, and nothing else is read as one", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: RECOVERY_CODE_BYTES, maxLength: RECOVERY_CODE_BYTES }), (bytes) => {
        const code = recoveryCodeOf(bytes);
        expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){3}$/);
        expect(readRecoveryCode(` ${code.toLowerCase().replaceAll("-", " ")} `)).toBe(code);
        expect(readRecoveryCode(code.replaceAll("-", "–"))).toBe(code);
        expect(readRecoveryCode(code.slice(1))).toBeNull();
      }),
    );
    expect(readRecoveryCode("0OIL-0OIL-0OIL-0OIL")).toBeNull();
  });
});

describe("codes of an authenticator app", () => {
  it("are six digits, with or without a space, in any script's full width", () => {
    expect(readTotpCode(" 123 456 ")).toBe("123456");
    expect(readTotpCode("１２３４５６")).toBe("123456");
    for (const wrong of ["12345", "1234567", "12345a", "", "٣٤٥٦٧٨"]) expect(readTotpCode(wrong)).toBeNull();
  });

  it("ACC-68: each time step counts once, and none before a used one", () => {
    fc.assert(fc.property(fc.nat(), fc.nat(), (last, step) => isStepUnused(last, step) === step > last));
    expect(isStepUnused(null, 0)).toBe(true);
  });
});
