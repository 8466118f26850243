/**
 * Country calling codes of one and two digits; every other begins one of three (ITU-T E.164, list of
 * assigned codes, Annex to Operational Bulletin No. 1114).
 */
const SHORT_CODES = new Set(
  "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98".split(" "),
);
/** First digits of the codes of three. */
const LONG_STARTS = /^(21|22|23|24|25|26|29|35|37|38|42|50|59|67|68|69|80|85|87|88|96|97|99)\d/;
/** Digits after the code where a country has one length; the rest is held to the limits of E.164. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  "1": [10, 10], "7": [10, 10], "33": [9, 9], "34": [9, 9], "41": [9, 12], "44": [9, 10], "45": [8, 8], "47": [5, 8],
  "48": [9, 9], "61": [9, 9], "81": [9, 10], "86": [8, 11], "91": [10, 10], "351": [9, 9], "353": [7, 9],
};

/** Why a text is no phone number. */
export type PhoneProblem = "signs" | "too_short" | "too_long" | "no_country" | "country_length";

/** A phone number that was read: as typed with plain digits, or why not. */
export type PhoneReading = { readonly ok: true; readonly phone: string } | { readonly ok: false; readonly problem: PhoneProblem };

/** Digits of other scripts and full-width signs, as the plain ones. */
function plainSigns(text: string): string {
  return [...text.normalize("NFKC")].map((sign) => (/\p{Nd}/u.test(sign) ? String(digitOf(sign)) : sign)).join("");
}

function digitOf(sign: string): number {
  // Decimal digits stand in rows of ten, so that the number of digits just before one is its value.
  let code = sign.codePointAt(0) ?? 48;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - 1)) && !isRowStart(code)) {
    code -= 1;
    value += 1;
  }
  return value;
}

/** Rows that touch the row before them begin here. */
function isRowStart(code: number): boolean {
  return [0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xff10].includes(code);
}

/**
 * Reads a phone number as people type it: international with `+` or `00`, or as it is dialled at home;
 * spaces, dots, hyphens, slashes and brackets between; an extension after `x` or `ext.`. The country code
 * must exist, and its number has as many digits as that country's have. Never changes which digits are dialled.
 */
export function readPhone(text: string): PhoneReading {
  const plain = plainSigns(text).trim().replace(/\s+/g, " ");
  const [main = "", extension = ""] = plain.split(/\s*(?:x|ext\.?)\s*/i);
  if (!/^\+?[\d\s()./-]+$/.test(main) || !/^\d{0,7}$/.test(extension)) return { ok: false, problem: "signs" };
  const isInternational = main.startsWith("+") || /^00[1-9]/.test(main.replace(/\D/g, ""));
  const digits = main.replace(/\D/g, "").replace(isInternational ? /^0+/ : /^$/, "");
  if (digits.length < (isInternational ? 7 : 5)) return { ok: false, problem: "too_short" };
  if (digits.length > 15) return { ok: false, problem: "too_long" };
  if (isInternational) {
    const problem = countryProblem(digits);
    if (problem !== null) return { ok: false, problem };
  }
  return { ok: true, phone: plain };
}

function countryProblem(digits: string): PhoneProblem | null {
  const code = [1, 2].map((length) => digits.slice(0, length)).find((start) => SHORT_CODES.has(start)) ?? (LONG_STARTS.test(digits) ? digits.slice(0, 3) : null);
  if (code === null) return "no_country";
  const length = LENGTHS[code];
  // A national zero in brackets, as in +44 (0)20, is not dialled from abroad and doesn't count.
  const rest = digits.slice(code.length).replace(/^0/, "").length;
  return length !== undefined && (rest < length[0] || rest > length[1]) ? "country_length" : null;
}

/** The last nine digits: a number with and without its country code is one number. Empty below six digits. */
export function phoneKey(phone: string | null): string {
  const digits = (phone ?? "").replace(/\D/g, "");
  return digits.length < 6 ? "" : digits.slice(-9);
}
