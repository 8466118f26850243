import type { Page } from "@playwright/test";
import { signInAs } from "./e2e";
import { addClinician } from "./test-clinician";
import { soon, type TestPatient } from "./visit-steps";
import { expect } from "./expect";

/** A visit that the desk booked. */
export interface DeskBooking {
  readonly appointmentId: string;
  readonly visitId: string;
}

const ZONE = "Europe/Zurich";
const DAY_MS = 86_400_000;

/** Sends a command as the page's own session, by the same way as its buttons do. */
export async function sendCommand<T>(page: Page, name: string, input: object): Promise<T> {
  const response = await page.request.post(`/api/${name}`, {
    data: input,
    headers: { "x-bedside-actor": "session", "idempotency-key": crypto.randomUUID() },
  });
  expect(response.ok(), `${name}: ${await response.text()}`).toBe(true);
  return ((await response.json()) as { value: T }).value;
}

interface Overview {
  readonly services: readonly { id: string }[];
  readonly clinicians: readonly { id: string; name: string }[];
}

async function readOverview(page: Page): Promise<Overview> {
  const response = await page.request.get("/api/practice/overview?input=%7B%7D", { headers: { "x-bedside-actor": "session" } });
  expect(response.ok(), await response.text()).toBe(true);
  return ((await response.json()) as { value: Overview }).value;
}

/**
 * Registers a patient and books them with Dr. Ines Moreau months ahead, where everybody is free, so that tests of links
 * and devices take no time from today. The page ends signed in as the desk.
 */
export async function bookFarAhead(page: Page, patient: TestPatient): Promise<DeskBooking> {
  await signInAs(page, "Sam Becker");
  const { services, clinicians } = await readOverview(page);
  const clinicianId = clinicians.find(({ name }) => name === "Dr. Ines Moreau")?.id;
  const serviceId = services[0]?.id;
  const patientId = await registerByCommand(page, patient);
  // Within the year that a search by name reaches (SRCH-1).
  const date = new Date(Date.now() + (60 + Math.floor(Math.random() * 300)) * DAY_MS).toISOString().slice(0, 10);
  return sendCommand<DeskBooking>(page, "scheduling/book-appointment", {
    patientId,
    clinicianId,
    serviceId,
    date,
    time: `${String(8 + Math.floor(Math.random() * 9)).padStart(2, "0")}:${["00", "15", "30", "45"][Math.floor(Math.random() * 4)]}`,
    zone: ZONE,
  });
}

/** Puts a patient on file as the signed-in desk; returns their id. */
export async function registerByCommand(page: Page, patient: TestPatient): Promise<string> {
  const { id } = await sendCommand<{ id: string }>(page, "people/register-patient", {
    givenName: patient.given,
    familyName: patient.family,
    birthDate: "1968-03-02",
    email: patient.email,
    locale: "en",
    zone: ZONE,
  });
  return id;
}

/** Books a patient on file with a clinician in a few minutes, as the signed-in desk. */
export async function bookSoonWith(page: Page, patientId: string, clinician: string): Promise<DeskBooking> {
  const { services, clinicians } = await readOverview(page);
  const clinicianId = clinicians.find(({ name }) => name === clinician)?.id;
  return sendCommand<DeskBooking>(page, "scheduling/book-appointment", { patientId, clinicianId, serviceId: services[0]?.id, ...soon() });
}

/**
 * Registers a patient and books them in a few minutes with a clinician whom nobody else meets, by the commands that the
 * desk's buttons send; `bookAtDesk` does the same by hand. Returns the clinician's name.
 */
export async function bookSoon(page: Page, patient: TestPatient): Promise<{ readonly clinician: string }> {
  const clinician = await addClinician();
  await signInAs(page, "Sam Becker");
  await bookSoonWith(page, await registerByCommand(page, patient), clinician);
  return { clinician };
}
