import "server-only";
import { NO_DETAILS, SealedDetails, type Details } from "@/core/people/details";
import type { PatientId, PracticeId } from "@/core/kit/ids";
import { runWithin, type Tx } from "../kit/db";
import { FOLDED } from "../kit/folding-client";
import { openTextForPatient, sealForPatient } from "../kit/sealing";
import { searchableNames } from "./latin-names";
import { dateColumn, dateText } from "./patient-record";

/** Where a patient's sealed details stand. */
export function detailsPlace(patientId: string) {
  return { table: "patient", row: patientId, field: "details_sealed" } as const;
}

/** A patient's row with what its details need. */
export interface DetailsRow {
  readonly id: string;
  readonly practiceId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly preferredName: string | null;
  readonly birthDate: Date;
  readonly pronouns: string | null;
  readonly locale: string;
  readonly zone: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly interpreter: string | null;
  readonly detailsSealed: Uint8Array | null;
  readonly status: string;
  readonly version: number;
}

const LOCK_PATIENT = {
  name: "lock_patient",
  text: `select id, practice_id as "practiceId", given_name as "givenName", family_name as "familyName", preferred_name as "preferredName",
      birth_date::text as "birthDate", pronouns, locale, zone, email, phone, interpreter, details_sealed as "detailsSealed", status, version
    from patient where practice_id = $1::uuid and id = $2::uuid for no key update`,
};

/** Holds a patient's row until the transaction ends, so that two editors come one after the other. */
export async function lockPatient(tx: Tx, practiceId: PracticeId, patientId: PatientId): Promise<DetailsRow | null> {
  const rows = await runWithin<Omit<DetailsRow, "birthDate"> & { birthDate: string }>(tx, LOCK_PATIENT, [practiceId, patientId]);
  const [row] = rows;
  return row === undefined ? null : { ...row, birthDate: dateColumn(row.birthDate) };
}

/** The sealed part, opened. */
export async function openDetails(tx: Tx, row: DetailsRow): Promise<SealedDetails> {
  if (row.detailsSealed === null) return NO_DETAILS;
  const text = await openTextForPatient(tx, row.id, detailsPlace(row.id), row.detailsSealed);
  return SealedDetails.parse(JSON.parse(text));
}

/** Everything that an editor shows. */
export async function readDetails(tx: Tx, row: DetailsRow): Promise<Details> {
  return {
    givenName: row.givenName,
    familyName: row.familyName,
    birthDate: dateText(row.birthDate),
    preferredName: row.preferredName,
    pronouns: row.pronouns,
    locale: row.locale,
    zone: row.zone,
    email: row.email,
    phone: row.phone,
    interpreter: row.interpreter,
    ...(await openDetails(tx, row)),
  };
}

const SEALED = ["accessNeeds", "accessWords", "emergencyContacts", "address"] as const;

/** What a change of details writes. */
type DetailColumns = Partial<Omit<DetailsRow, "id" | "practiceId" | "status" | "version" | "detailsSealed">> & {
  readonly detailsSealed?: Uint8Array<ArrayBuffer>;
  readonly searchName: string;
  readonly version: number;
  readonly updatedAt: Date;
};

/** The columns that a change of details writes; the version rises with them. */
export async function detailColumns(tx: Tx, row: DetailsRow, changes: Partial<Details>, nowMs: number): Promise<DetailColumns> {
  const { accessNeeds, accessWords, emergencyContacts, address, birthDate, email, ...plain } = changes;
  const names = { givenName: row.givenName, familyName: row.familyName, preferredName: row.preferredName, ...withoutUndefined(plain) };
  const sealed = withoutUndefined({ accessNeeds, accessWords, emergencyContacts, address });
  const touchesSealed = SEALED.some((field) => changes[field] !== undefined);
  return {
    ...withoutUndefined(plain),
    ...(birthDate === undefined ? {} : { birthDate: dateColumn(birthDate) }),
    ...(email === undefined ? {} : { email: email?.toLowerCase() ?? null }),
    searchName: searchableNames(names),
    ...(touchesSealed
      ? { detailsSealed: await sealForPatient(tx, row.id, detailsPlace(row.id), JSON.stringify({ ...(await openDetails(tx, row)), ...sealed })) }
      : {}),
    version: row.version + 1,
    updatedAt: new Date(nowMs),
  };
}

const WRITE_DETAILS = {
  name: "write_details",
  text: `${FOLDED} with written as (
    update patient set given_name = $4, family_name = $5, preferred_name = $6, birth_date = $7::date, pronouns = $8, locale = $9, zone = $10,
      email = $11, phone = $12, interpreter = $13, details_sealed = $14, search_name = $15, version = $3::int + 1, updated_at = $16::timestamptz
    where practice_id = $1::uuid and id = $2::uuid and version = $3::int returning id)
  select 1 / count(*) from written`,
};

/** Writes a change to the row that {@link lockPatient} holds, in one statement, which fails where it writes none. */
export async function writeDetails(tx: Tx, row: DetailsRow, changes: Partial<Details>, nowMs: number): Promise<void> {
  const columns = await detailColumns(tx, row, changes, nowMs);
  const { givenName, familyName, preferredName, birthDate, pronouns, locale, zone, email, phone, interpreter, detailsSealed } = { ...row, ...columns };
  const who = [givenName, familyName, preferredName, dateText(birthDate), pronouns, locale, zone, email, phone, interpreter];
  await runWithin(tx, WRITE_DETAILS, [row.practiceId, row.id, row.version, ...who, detailsSealed, columns.searchName, columns.updatedAt]);
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
