import { type Page } from "@playwright/test";
import { bookFarAhead, sendCommand } from "../support/desk-steps";
import { signInAs, violations, watch } from "../support/e2e";
import { addClinician, tellArrival } from "../support/test-clinician";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

/** Presses the chord until the dialog is there: a page that has just loaded may not listen yet. */
async function openSearch(page: Page, key: string): Promise<void> {
  const field = page.getByRole("dialog", { name: "Find" }).getByRole("combobox", { name: "Name, day or time" });
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(field).toBeFocused({ timeout: 3_000 });
  }).toPass({ timeout: 30_000 });
}

test("SRCH-1, SRCH-3: the desk finds a person and a day by keyboard alone, and nothing typed goes into an address", async ({ page }) => {
  const patient = inventPatient();
  await bookFarAhead(page, patient);
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(request.url()));
  const seen = watch(page);
  await page.goto("/schedule");
  await openSearch(page, "Control+k");
  await page.keyboard.type(patient.family.toLowerCase());
  await expect(page.getByRole("option", { name: new RegExp(patient.family) })).toHaveCount(2);
  expect(await violations(page, "[role=dialog]")).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/people\/[0-9a-f-]{36}$/);
  await expect(page.getByRole("heading", { name: new RegExp(patient.family) }).first()).toBeVisible();

  // What was picked stands there again, in this page's memory only.
  await openSearch(page, "/");
  await expect(page.getByRole("group", { name: "Picked before" })).toBeVisible();
  await page.keyboard.type(`${patient.family} 12 march`);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  expect(addresses.filter((address) => address.toLowerCase().includes(patient.family.toLowerCase()))).toEqual([]);
  expect(seen.errors).toEqual([]);
});

test("SRCH-1: a clinician finds by keyboard; an auditor has nothing to find with", async ({ page, context }) => {
  const patient = inventPatient();
  await bookFarAhead(page, patient);
  await signInAs(page, "Dr. Ines Moreau");
  await openSearch(page, "/");
  await page.keyboard.type(patient.family);
  await expect(page.getByRole("group", { name: "Appointments" }).getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/people\//);
  const auditor = await context.newPage();
  await signInAs(auditor, "Otto Brandt");
  await expect(auditor.getByRole("button", { name: /^Notifications/ })).toBeVisible();
  await expect(auditor.getByRole("button", { name: /^Find/ })).toBeHidden();
});

test("NTF-1, NTF-4: a notification arrives by push, is read and unread again", async ({ browser, page }) => {
  const clinician = await addClinician();
  const desk = await (await browser.newContext()).newPage();
  await signInAs(page, clinician);
  await page.goto("/account/notifications");
  await expect(page.getByText("Nothing has happened.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  await page.evaluate(() => Object.assign(window, { stayed: true }));

  const booked = await bookWith(desk, clinician);
  await sendCommand(desk, "scheduling/cancel-appointment", { appointmentId: booked, version: 1 });
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^New: The visit .* was cancelled\.$/ })).toBeVisible();
  expect(await page.evaluate(() => "stayed" in window)).toBe(true);

  await page.getByRole("button", { name: /^Mark all as read/ }).first().click();
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  const panel = page.getByRole("dialog", { name: "Notifications" });
  await expect(panel.getByRole("link", { name: /was cancelled/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await panel.getByRole("link", { name: /was cancelled/ }).click();
  await expect(page).toHaveURL(/\/schedule\?date=/);
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
});

/** Has the desk book somebody with a clinician, months ahead. */
async function bookWith(desk: Page, clinician: string): Promise<string> {
  const patient = inventPatient();
  await signInAs(desk, "Sam Becker");
  const response = await desk.request.get("/api/practice/overview?input=%7B%7D", { headers: { "x-bedside-actor": "session" } });
  const { value } = (await response.json()) as { value: { services: { id: string }[]; clinicians: { id: string; name: string }[] } };
  const { id: patientId } = await sendCommand<{ id: string }>(desk, "people/register-patient", {
    givenName: patient.given,
    familyName: patient.family,
    birthDate: "1968-03-02",
    email: patient.email,
    locale: "en",
    zone: "Europe/Zurich",
  });
  const date = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);
  const { appointmentId } = await sendCommand<{ appointmentId: string }>(desk, "scheduling/book-appointment", {
    patientId,
    clinicianId: value.clinicians.find(({ name }) => name === clinician)?.id,
    serviceId: value.services[0]?.id,
    date,
    time: "10:00",
    zone: "Europe/Zurich",
  });
  return appointmentId;
}

test("SET-1: each setting changes what it says, and holds over a sign-out and in another browser", async ({ browser, page }) => {
  const clinician = await addClinician();
  await signInAs(page, clinician);
  await page.goto("/account/settings");
  const root = page.locator("html");
  const choose = async (group: string, choice: string) => {
    const saved = page.waitForResponse((response) => response.url().endsWith("/api/access/set-preferences") && response.ok());
    await page.getByRole("group", { name: group }).getByRole("radio", { name: new RegExp(`^${choice}`) }).check();
    await saved;
    await expect(page.getByText("Saved.").first()).toBeVisible();
  };
  await choose("Size of text", "Very large");
  await expect(root).toHaveCSS("font-size", "21px");
  await choose("Light or dark", "Dark");
  await expect(root).toHaveAttribute("data-theme", "dark");
  await choose("Contrast", "More");
  await expect(page.getByText("They hold on every device")).toHaveCSS("color", "rgb(242, 237, 227)");
  await choose("Motion", "Less");
  await expect(root).toHaveAttribute("data-motion", "less");
  await choose("The hand you work with", "Left");
  await expect(root).toHaveAttribute("data-hand", "left");
  await choose("Times", "2:30 pm");
  await choose("Dates in English", "November 24, 2026");
  await expect(root).toHaveAttribute("lang", "en-US");
  expect(await violations(page)).toEqual([]);

  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(root).toHaveAttribute("lang", "en-GB");

  await page.goto("/sign-out");
  const elsewhere = await (await browser.newContext()).newPage();
  const seen = watch(elsewhere);
  await signInAs(elsewhere, clinician);
  // The first byte says so already: nothing flashes.
  const html = await (await elsewhere.request.get("/today")).text();
  expect(/<html[^>]*>/.exec(html)?.[0]).toMatch(/data-theme="dark".*data-text="xl".*data-contrast="more".*data-motion="less".*data-hand="left"/);
  await elsewhere.goto("/account/settings");
  await expect(elsewhere.getByRole("radio", { name: "Very large" })).toBeChecked();
  await expect(elsewhere.getByRole("radio", { name: "2:30 pm" })).toBeChecked();
  expect(seen.errors).toEqual([]);
});

test("HOME-1: each role's first page says what is next", async ({ page }) => {
  await signInAs(page, "Mara Lindqvist");
  await expect(page).toHaveURL(/\/overview$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  for (const [who, path] of [["Dr. Ines Moreau", /\/today/], ["Sam Becker", /\/schedule/], ["Otto Brandt", /\/audit/]] as const) {
    await signInAs(page, who);
    await expect(page).toHaveURL(path);
    await expect(page.getByRole("button", { name: /^Notifications/ })).toBeVisible();
  }
});

test("SET-1: a bell rings for an arrival where the person wants it, and the day reads it as seen", async ({ page }) => {
  const clinician = await addClinician();
  await page.addInitScript(() => {
    const Real = window.AudioContext;
    Object.assign(window, { rung: 0 });
    window.AudioContext = class extends Real {
      constructor() {
        super();
        (window as unknown as { rung: number }).rung += 1;
      }
    };
  });
  const rung = () => page.evaluate(() => (window as unknown as { rung: number }).rung);
  await signInAs(page, clinician);
  // The first look of this page, not of the one before, tells what was there before: only what comes after it is news.
  await page.goto("/people", { waitUntil: "commit" });
  await page.waitForResponse((response) => response.url().includes("/api/notifications/list"));
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  await tellArrival(clinician);
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await expect.poll(rung).toBe(1);

  await sendCommand(page, "access/set-preferences", { preferences: { arrivalSound: "off" } });
  await page.goto("/account/settings");
  await expect(page.getByRole("group", { name: "When somebody comes" }).getByRole("radio", { name: "No sound" })).toBeChecked();
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await tellArrival(clinician);
  await expect(page.getByRole("button", { name: "Notifications, 2 unread" })).toBeVisible();
  expect(await rung()).toBe(0);

  await page.goto("/today");
  await expect(page.getByRole("button", { name: "Notifications, 2 unread" })).toBeVisible();
  const seen = page.waitForResponse((response) => response.url().includes("/api/notifications/mark"));
  await tellArrival(clinician);
  // Who looks at the day sees who comes: it is read by that.
  await seen;
  await expect(page.getByRole("button", { name: "Notifications, 2 unread" })).toBeVisible();
});
