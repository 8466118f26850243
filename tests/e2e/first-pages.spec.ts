import { addClinician, letItHaveBeen } from "../support/test-clinician";
import { bookFarAhead, sendCommand } from "../support/desk-steps";
import { signInAs, violations, watch } from "../support/e2e";
import { inventPatient } from "../support/visit-steps";
import { expect, test } from "../support/test";

const ZONE = "Europe/Zurich";

test("HOME-3: an interpreter sees a visit that they are asked into, goes in as a guest, and sees it no more once taken out", async ({ page, browser }) => {
  const patient = inventPatient();
  const clinician = await addClinician();
  await signInAs(page, "Sam Becker");
  const response = await page.request.get("/api/practice/overview?input=%7B%7D", { headers: { "x-bedside-actor": "session" } });
  const { value } = (await response.json()) as { value: { services: { id: string }[]; clinicians: { id: string; name: string }[] } };
  const { id: patientId } = await sendCommand<{ id: string }>(page, "people/register-patient", { givenName: patient.given, familyName: patient.family, birthDate: "1968-03-02", email: patient.email, locale: "en", zone: ZONE });
  // Tomorrow: the first page names the visits of two days.
  const date = new Date(Date.now() + 86_400_000).toLocaleDateString("sv-SE", { timeZone: ZONE });
  const { visitId } = await sendCommand<{ visitId: string }>(page, "scheduling/book-appointment", {
    patientId,
    clinicianId: value.clinicians.find(({ name }) => name === clinician)?.id,
    serviceId: value.services[0]?.id,
    date,
    time: "09:00",
    zone: ZONE,
  });
  await signInAs(page, clinician);
  const { linkId } = await sendCommand<{ linkId: string }>(page, "visits/invite-guest", { visitId, name: "Yara Saleh", part: "interpreter", email: "yara.saleh@harbour.example.test" });

  const yara = await (await browser.newContext({ permissions: ["camera", "microphone"] })).newPage();
  const seen = watch(yara);
  await signInAs(yara, "Yara Saleh");
  await expect(yara).toHaveURL(/\/overview$/);
  const card = yara.getByRole("listitem").filter({ hasText: patient.family });
  await expect(card).toContainText("You are asked in as interpreter.");
  expect(await violations(yara)).toEqual([]);
  await card.getByRole("button", { name: /^Go in/ }).click();
  await expect(yara).toHaveURL(new RegExp(`/visit/${visitId}\\?as=visitor$`));
  await expect(yara.getByRole("heading", { name: new RegExp(`^You wait for ${clinician}`) })).toBeVisible();
  expect(await violations(yara)).toEqual([]);
  expect([...seen.errors, ...seen.foreign]).toEqual([]);

  await sendCommand(page, "visits/remove-guest", { visitId, linkId });
  await yara.goto("/overview");
  await expect(yara.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(yara.getByText(patient.family)).toHaveCount(0);
});

test("HOME-2: a trainee writes a draft of their supervisor's visit and asks for a signature; the supervisor is told", async ({ page, browser }) => {
  const patient = inventPatient();
  const { appointmentId, visitId } = await bookFarAhead(page, patient);
  await letItHaveBeen(appointmentId);
  const tilda = await (await browser.newContext()).newPage();
  await signInAs(tilda, "Tilda Koch");
  await expect(tilda).toHaveURL(/\/overview$/);
  await tilda.goto(`/visit/${visitId}/note`);
  await tilda.getByLabel("What they say").fill("Short of breath on the stairs.");
  await tilda.locator("[data-save-status='saved']").waitFor();
  await expect(tilda.getByRole("button", { name: "Sign note" })).toHaveCount(0);
  expect(await violations(tilda)).toEqual([]);
  await tilda.getByRole("button", { name: "Ask for a signature" }).click();
  await expect(tilda.getByText("Your supervisor knows that this draft waits.")).toBeVisible();
  await tilda.goto("/overview");
  await expect(tilda.getByRole("listitem").filter({ hasText: /not signed yet/ })).toBeVisible();

  await signInAs(page, "Dr. Ines Moreau");
  await page.goto("/account/notifications");
  const line = page.getByRole("link", { name: /A trainee asks you to look at a draft/ }).first();
  await expect(line).toHaveAttribute("href", `/visit/${visitId}/note`);
  await line.click();
  await expect(page.getByLabel("What they say")).toHaveValue("Short of breath on the stairs.");
});
