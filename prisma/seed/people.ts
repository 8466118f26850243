import type { Role } from "@/core/access/actor";

/** Password of every demo account. Written in the README; only a demo build has these people. */
export const DEMO_PASSWORD = "harbour-lights-2026";

/** The demo practice. */
export const PRACTICE = {
  name: "Harbour Heart Clinic",
  zone: "Europe/Zurich",
  locale: "en",
  emergencyNumber: "144",
  phone: "+41 43 555 01 00",
  address: "Seefeldquai 12, 8008 Zürich",
  website: "https://harbour.example",
} as const;

/** Somebody who works at the demo practice. */
export interface SeedStaff {
  readonly key: string;
  readonly name: string;
  readonly displayName: string;
  readonly speciality: string;
  readonly roles: readonly Role[];
  readonly zone: string;
  readonly locale: string;
  readonly email: string;
  /** In which they hold visits. */
  readonly languages: readonly string[];
  readonly licencePlaces: readonly string[];
  /** Key of the clinician who answers for a trainee. */
  readonly supervisor?: string;
}

const at = (name: string) => `${name}@harbour.example.test`;

/** Three clinicians in two zones, a desk, an admin, an auditor. */
export const FIRST_STAFF: readonly SeedStaff[] = [
  { key: "ines", name: "Ines Moreau", displayName: "Dr. Ines Moreau", speciality: "Heart", roles: ["clinician"], zone: "Europe/Zurich", locale: "en", email: at("ines.moreau"), languages: ["en", "fr", "de"], licencePlaces: ["CH", "FR"] },
  { key: "kenji", name: "Kenji Sato", displayName: "Dr. Kenji Sato", speciality: "Heart", roles: ["clinician"], zone: "Europe/Zurich", locale: "en", email: at("kenji.sato"), languages: ["en", "ja", "de"], licencePlaces: ["CH"] },
  { key: "bea", name: "Bea Lund", displayName: "Nurse Bea Lund", speciality: "Heart failure", roles: ["clinician"], zone: "Europe/Lisbon", locale: "en", email: at("bea.lund"), languages: ["en", "pt"], licencePlaces: ["CH", "PT"] },
  { key: "sam", name: "Sam Becker", displayName: "Sam Becker", speciality: "Front desk", roles: ["scheduler"], zone: "Europe/Zurich", locale: "en", email: at("sam.becker"), languages: ["en", "de"], licencePlaces: [] },
  { key: "mara", name: "Mara Lindqvist", displayName: "Mara Lindqvist", speciality: "Practice lead", roles: ["admin"], zone: "Europe/Zurich", locale: "en", email: at("mara.lindqvist"), languages: ["en", "sv", "de"], licencePlaces: [] },
  { key: "otto", name: "Otto Brandt", displayName: "Otto Brandt", speciality: "Privacy", roles: ["auditor"], zone: "Europe/Zurich", locale: "en", email: at("otto.brandt"), languages: ["en", "de"], licencePlaces: [] },
];

/** Somebody in training and an interpreter. Made last and from numbers of their own, so that everything else stays as it was. */
export const LATER_STAFF: readonly SeedStaff[] = [
  { key: "tilda", name: "Tilda Koch", displayName: "Tilda Koch", speciality: "In training", roles: ["trainee"], zone: "Europe/Zurich", locale: "en", email: at("tilda.koch"), languages: ["en", "de"], licencePlaces: [], supervisor: "ines" },
  { key: "yara", name: "Yara Saleh", displayName: "Yara Saleh", speciality: "Arabic, French", roles: ["interpreter"], zone: "Europe/Zurich", locale: "en", email: at("yara.saleh"), languages: ["ar", "fr", "en"], licencePlaces: [] },
];

/** Everybody who works at the demo practice. */
export const STAFF: readonly SeedStaff[] = [...FIRST_STAFF, ...LATER_STAFF];

/** A bookable kind of visit. */
export const SERVICES = [
  { key: "review", name: "Heart review", durationMin: 20 },
  { key: "first", name: "First visit", durationMin: 40 },
  { key: "results", name: "Results, explained", durationMin: 30 },
  { key: "check", name: "Short check", durationMin: 15 },
] as const;

/** Name of a service of the demo practice. */
export type ServiceKey = (typeof SERVICES)[number]["key"];

/** A patient of the demo practice. */
export interface SeedPatient {
  readonly key: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string;
  readonly pronouns: string | null;
  readonly locale: string;
  readonly zone: string;
  readonly phone: string;
  /** Has an account beside the mailed links. */
  readonly signsIn?: boolean;
  /** What they come for today. */
  readonly reason: string;
}

/** Fourteen people; all invented, addresses and numbers reserved for examples. */
export const PATIENTS: readonly SeedPatient[] = [
  { key: "amira", givenName: "Amira", familyName: "Haddad", birthDate: "1968-05-03", pronouns: "she", locale: "ar", zone: "Europe/Zurich", phone: "+41 79 555 01 20", signsIn: true, reason: "Short of breath on the stairs for three weeks" },
  { key: "henrik", givenName: "Henrik", familyName: "Dahl", birthDate: "1955-02-17", pronouns: "he", locale: "nb", zone: "Europe/Oslo", phone: "+47 405 55 012", reason: "Swollen ankles again, after the dose change" },
  { key: "tomasz", givenName: "Tomasz", familyName: "Wójcik", birthDate: "1982-08-30", pronouns: "he", locale: "pl", zone: "Europe/Warsaw", phone: "+48 600 555 014", signsIn: true, reason: "Follow-up after the stent" },
  { key: "grace", givenName: "Grace", familyName: "Adeyemi", birthDate: "1994-11-09", pronouns: "she", locale: "en", zone: "Europe/London", phone: "+44 7700 900115", signsIn: true, reason: "My heart skips beats at night" },
  { key: "jonas", givenName: "Jonas", familyName: "Berg", birthDate: "1961-04-22", pronouns: "he", locale: "de", zone: "Europe/Zurich", phone: "+41 79 555 01 31", reason: "Blood pressure review" },
  { key: "yuki", givenName: "Yuki", familyName: "Tanaka", birthDate: "1947-01-15", pronouns: "she", locale: "ja", zone: "Asia/Tokyo", phone: "+81 90 5555 0116", reason: "Questions about the valve, with her daughter" },
  { key: "marek", givenName: "Marek", familyName: "Zieliński", birthDate: "1957-02-11", pronouns: "he", locale: "pl", zone: "Europe/Warsaw", phone: "+48 600 555 013", reason: "Chest tight in the cold" },
  { key: "noor", givenName: "Noor", familyName: "Rahman", birthDate: "1989-06-27", pronouns: "they", locale: "en", zone: "Europe/London", phone: "+44 7700 900117", reason: "New tablets, feeling dizzy" },
  { key: "leo", givenName: "Leo", familyName: "Fontaine", birthDate: "2003-09-14", pronouns: "he", locale: "fr", zone: "Europe/Paris", phone: "+33 6 39 98 55 18", reason: "A murmur that the school doctor heard" },
  { key: "sunita", givenName: "Sunita", familyName: "Rao", birthDate: "1976-12-01", pronouns: "she", locale: "en", zone: "Asia/Kolkata", phone: "+91 98765 55019", reason: "Results of the heart scan" },
  { key: "maria", givenName: "Maria", familyName: "Costa", birthDate: "1990-03-25", pronouns: "she", locale: "pt", zone: "Europe/Lisbon", phone: "+351 912 555 020", reason: "Palpitations in pregnancy" },
  { key: "carlos", givenName: "Carlos", familyName: "Ruiz", birthDate: "1972-10-08", pronouns: "he", locale: "es", zone: "America/Bogota", phone: "+57 300 555 0121", reason: "Me canso al subir escaleras" },
  { key: "dana", givenName: "Dana", familyName: "Weiss", birthDate: "1990-01-12", pronouns: "she", locale: "de", zone: "Europe/Lisbon", phone: "+351 912 555 022", reason: "Leaky valve, yearly look" },
  { key: "ivo", givenName: "Ivo", familyName: "Petrov", birthDate: "1938-07-04", pronouns: "he", locale: "bg", zone: "Europe/Sofia", phone: "+359 88 555 0123", reason: "More tired than last month" },
];

/** The mail address of a demo patient. */
export function patientEmail(patient: SeedPatient): string {
  const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("ł", "l").toLowerCase();
  return `${plain(patient.givenName)}.${plain(patient.familyName)}@patients.example.test`;
}
