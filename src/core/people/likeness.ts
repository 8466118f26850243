import type { Identity } from "./identity";
import { editDistance, foldName, soundOf } from "./names";
import { phoneKey } from "./phone";

/** How well two values of one field agree. */
export type Agreement = "same" | "close" | "differs" | "unknown";

/** The fields that two records are compared by. */
export type LikenessField = "given" | "family" | "birth" | "email" | "phone";

/** Two records held against each other. */
export interface Likeness {
  readonly agreements: Readonly<Record<LikenessField, Agreement>>;
  /** Given name stands for family name in one of them. */
  readonly swapped: boolean;
  /** Sum of the weights, in bits: log2 of how much likelier this agreement is for one person than for two. */
  readonly weight: number;
  /** How likely it is one person, 0 to 1, by Bayes with {@link PRIOR_BITS}. */
  readonly probability: number;
}

/**
 * m: how often records of one person agree so; u: how often those of two people do. Weight = log2(m / u)
 * (Fellegi and Sunter, A Theory for Record Linkage, JASA 64 (1969) 1183–1210). The values are set by hand from
 * what registries report: a birth date is mistyped in 1 of 20, a surname is shared by 1 in 200, a day of birth by 1 in 25,000.
 */
const RATES: Readonly<Record<LikenessField, Readonly<Record<Exclude<Agreement, "unknown">, { readonly m: number; readonly u: number }>>>> = {
  given: { same: { m: 0.8, u: 0.01 }, close: { m: 0.14, u: 0.02 }, differs: { m: 0.06, u: 0.97 } },
  family: { same: { m: 0.85, u: 0.005 }, close: { m: 0.1, u: 0.01 }, differs: { m: 0.05, u: 0.985 } },
  birth: { same: { m: 0.93, u: 0.00004 }, close: { m: 0.05, u: 0.001 }, differs: { m: 0.02, u: 0.99896 } },
  email: { same: { m: 0.7, u: 0.0005 }, close: { m: 0.05, u: 0.0005 }, differs: { m: 0.25, u: 0.999 } },
  phone: { same: { m: 0.7, u: 0.002 }, close: { m: 0.05, u: 0.001 }, differs: { m: 0.25, u: 0.997 } },
};

/** Odds that any two records that were looked at are one person, as log2: about 1 in 10,000. */
export const PRIOR_BITS = -13.3;
/** From this probability on a pair is put before the desk: a namesake born on the same day with other contacts stays below. */
export const REVIEW_FROM = 0.9;
/** Jaro-Winkler likeness from which two names count as close. */
export const CLOSE_NAME = 0.9;

/** Compares two records. Symmetric. */
export function likenessOf(a: Identity, b: Identity): Likeness {
  const straight = { given: nameAgreement(a.givenName, b.givenName), family: nameAgreement(a.familyName, b.familyName) };
  const crossed = inOrder(nameAgreement(a.givenName, b.familyName), nameAgreement(a.familyName, b.givenName));
  // One name that stands crosswise is chance; only both together are a swap.
  const isCross = crossed.given !== "differs" && crossed.family !== "differs";
  const swapped = isCross && nameWeight(crossed) > nameWeight(straight);
  const agreements = {
    ...(swapped ? crossed : straight),
    birth: birthAgreement(a.birthDate, b.birthDate),
    email: contactAgreement(a.email?.trim().toLowerCase() ?? "", b.email?.trim().toLowerCase() ?? ""),
    phone: contactAgreement(phoneKey(a.phone), phoneKey(b.phone)),
  };
  const weight = (Object.keys(RATES) as LikenessField[]).reduce((sum, field) => sum + weightOf(field, agreements[field]), 0);
  return { agreements, swapped, weight, probability: 1 / (1 + 2 ** -(weight + PRIOR_BITS)) };
}

/** log2(m / u); a value that is missing on one side says nothing. */
export function weightOf(field: LikenessField, agreement: Agreement): number {
  if (agreement === "unknown") return 0;
  const { m, u } = RATES[field][agreement];
  return Math.log2(m / u);
}

const BEST_FIRST: readonly Agreement[] = ["same", "close", "unknown", "differs"];

/** Crosswise nobody can say which of the two is the family name: the better one counts as the given, the lighter. */
function inOrder(one: Agreement, other: Agreement): { readonly given: Agreement; readonly family: Agreement } {
  const isBetter = BEST_FIRST.indexOf(one) <= BEST_FIRST.indexOf(other);
  return isBetter ? { given: one, family: other } : { given: other, family: one };
}

function nameWeight(names: { readonly given: Agreement; readonly family: Agreement }): number {
  return weightOf("given", names.given) + weightOf("family", names.family);
}

function nameAgreement(a: string, b: string): Agreement {
  const [plainA, plainB] = [foldName(a), foldName(b)];
  if (plainA === "" || plainB === "") return "unknown";
  if (plainA === plainB) return "same";
  const [soundA, soundB] = [soundOf(a), soundOf(b)];
  if (soundA === soundB || isSkeletonMatch(plainA, plainB)) return "close";
  return Math.max(jaroWinkler(plainA, plainB), jaroWinkler(soundA, soundB)) >= CLOSE_NAME ? "close" : "differs";
}

/** Names out of scripts that write no vowels come over as consonants only: `mhmd` for Mohammed. */
function isSkeletonMatch(a: string, b: string): boolean {
  const hasNoVowels = (name: string) => !/[aeiou]/.test(name);
  if (!hasNoVowels(a) && !hasNoVowels(b)) return false;
  const bones = (name: string) => name.replace(/[aeiouyw]/g, "").replace(/(.)\1+/g, "$1");
  return bones(a).length >= 3 && bones(a) === bones(b);
}

function birthAgreement(a: string, b: string): Agreement {
  if (a === b) return "same";
  const [year, month, day] = a.split("-");
  return editDistance(a, b, 1) <= 1 || b === `${year}-${day}-${month}` ? "close" : "differs";
}

function contactAgreement(a: string, b: string): Agreement {
  if (a === "" || b === "") return "unknown";
  if (a === b) return "same";
  return editDistance(a, b, 1) <= 1 ? "close" : "differs";
}

/**
 * Jaro-Winkler likeness of two texts, 0 to 1 (Winkler, String Comparator Metrics and Enhanced Decision Rules in
 * the Fellegi-Sunter Model of Record Linkage, 1990): Jaro's, raised by 0.1 for each of up to four first letters
 * that agree. `MARTHA`, `MARHTA` give 0.961.
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && prefix < b.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

function jaroOf(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const matchedA: string[] = [];
  for (let at = 0; at < a.length; at += 1) {
    for (let other = Math.max(0, at - reach); other < Math.min(b.length, at + reach + 1); other += 1) {
      if (taken[other] === true || a[at] !== b[other]) continue;
      taken[other] = true;
      matchedA.push(a[at] ?? "");
      break;
    }
  }
  if (matchedA.length === 0) return 0;
  const matchedB = [...b].filter((_letter, at) => taken[at]);
  const turned = matchedA.filter((letter, at) => letter !== matchedB[at]).length / 2;
  const matches = matchedA.length;
  return (matches / a.length + matches / b.length + (matches - turned) / matches) / 3;
}
