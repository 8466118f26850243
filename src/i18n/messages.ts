import type access from "../../messages/en/access.json";
import type anatomy from "../../messages/en/anatomy.json";
import type audit from "../../messages/en/audit.json";
import type emergency from "../../messages/en/emergency.json";
import type errors from "../../messages/en/errors.json";
import type files from "../../messages/en/files.json";
import type guests from "../../messages/en/guests.json";
import type home from "../../messages/en/home.json";
import type kit from "../../messages/en/kit.json";
import type landing from "../../messages/en/landing.json";
import type mail from "../../messages/en/mail.json";
import type models from "../../messages/en/models.json";
import type notifications from "../../messages/en/notifications.json";
import type pain from "../../messages/en/pain.json";
import type patients from "../../messages/en/patients.json";
import type people from "../../messages/en/people.json";
import type practice from "../../messages/en/practice.json";
import type record from "../../messages/en/record.json";
import type registration from "../../messages/en/registration.json";
import type replay from "../../messages/en/replay.json";
import type retention from "../../messages/en/retention.json";
import type room from "../../messages/en/room.json";
import type scheduling from "../../messages/en/scheduling.json";
import type setup from "../../messages/en/setup.json";
import type search from "../../messages/en/search.json";
import type settings from "../../messages/en/settings.json";
import type specimen from "../../messages/en/specimen.json";
import type staff from "../../messages/en/staff.json";
import type visits from "../../messages/en/visits.json";
import { compileTree, type CompiledTree } from "./compile";
import type { Locale } from "./locales";
import { pseudoAccented, pseudoRightToLeft, transformTree, type MessageTree } from "./pseudo";

/** Every namespace, typed from its English file. */
export interface AllMessages {
  access: typeof access;
  anatomy: typeof anatomy;
  audit: typeof audit;
  emergency: typeof emergency;
  errors: typeof errors;
  files: typeof files;
  guests: typeof guests;
  home: typeof home;
  kit: typeof kit;
  landing: typeof landing;
  mail: typeof mail;
  models: typeof models;
  notifications: typeof notifications;
  pain: typeof pain;
  patients: typeof patients;
  people: typeof people;
  practice: typeof practice;
  record: typeof record;
  registration: typeof registration;
  replay: typeof replay;
  retention: typeof retention;
  room: typeof room;
  scheduling: typeof scheduling;
  setup: typeof setup;
  search: typeof search;
  settings: typeof settings;
  specimen: typeof specimen;
  staff: typeof staff;
  visits: typeof visits;
}

export type Area = keyof AllMessages;

export const AREAS = [
  "access",
  "anatomy",
  "audit",
  "emergency",
  "errors",
  "files",
  "guests",
  "home",
  "kit",
  "landing",
  "mail",
  "models",
  "notifications",
  "pain",
  "patients",
  "people",
  "practice",
  "record",
  "registration",
  "replay",
  "retention",
  "room",
  "scheduling",
  "setup",
  "search",
  "settings",
  "specimen",
  "staff",
  "visits",
] as const satisfies readonly Area[];

async function loadWritten(locale: "en" | "es"): Promise<Record<string, MessageTree>> {
  const entries = await Promise.all(
    AREAS.map(async (area) => {
      const file: { default: MessageTree } =
        locale === "es" ? await import(`../../messages/es/${area}.json`) : await import(`../../messages/en/${area}.json`);
      return [area, file.default] as const;
    }),
  );
  return Object.fromEntries(entries);
}

const compiled = new Map<Locale, Promise<CompiledTree>>();

/**
 * All messages of a locale, compiled once a process. They are typed as what was compiled, as next-intl
 * wants them; only translators read them. The test locales are made from English, so they can't go stale.
 */
export async function loadMessages(locale: Locale): Promise<AllMessages> {
  const known = compiled.get(locale) ?? loadTrees(locale).then(compileTree);
  compiled.set(locale, known);
  // The files are typed by English; that Spanish has the same keys is a test.
  return (await known) as unknown as AllMessages;
}

async function loadTrees(locale: Locale): Promise<Record<string, MessageTree>> {
  if (locale === "en" || locale === "es") return loadWritten(locale);
  const english = await loadWritten("en");
  const transform = locale === "en-XA" ? pseudoAccented : pseudoRightToLeft;
  return Object.fromEntries(Object.entries(english).map(([area, tree]) => [area, transformTree(tree, transform)]));
}
