import type { BrowserContext, Page } from "@playwright/test";
import { linkIn, newestMail } from "./e2e";
import { expect } from "./expect";

/** Somebody's way to the server without a window. */
export async function send(context: BrowserContext, name: string, as: string, data: object): Promise<Record<string, unknown>> {
  const response = await context.request.post(`/api/${name}`, { data, headers: { "x-bedside-actor": as, "idempotency-key": crypto.randomUUID() } });
  expect(response.ok(), `${name}: ${await response.text()}`).toBe(true);
  return ((await response.json()) as { value: Record<string, unknown> }).value;
}

/** The patient comes to the waiting room by their mailed link, by calls alone. Returns the visit. */
export async function arriveByCalls(context: BrowserContext, email: string): Promise<string> {
  const link = linkIn(await newestMail(context, email, /\/join#/));
  const { visitId } = await send(context, "visits/open-link", "public", { token: link.slice(link.indexOf("#") + 1) });
  const as = `visit:${String(visitId)}`;
  await send(context, "visits/confirm-identity", as, { visitId, name: "Lena", birthDate: "1968-03-02" });
  await send(context, "visits/say-whereabouts", as, { visitId, place: "At home", callbackNumber: "+41 79 555 01 99" });
  const query = encodeURIComponent(JSON.stringify({ visitId }));
  const seen = await context.request.get(`/api/visits/for-visitor?input=${query}`, { headers: { "x-bedside-actor": as } });
  const { consent } = ((await seen.json()) as { value: { visit: { consent: { textId: string } | null } } }).value.visit;
  if (consent !== null) await send(context, "people/agree-to-visit", as, { visitId, textId: consent.textId });
  await send(context, "visits/report-readiness", as, { visitId, readiness: { camera: "skipped", microphone: "skipped", speaker: "skipped", device: "phone" } });
  await send(context, "visits/arrive", as, { visitId });
  return String(visitId);
}

/** The same, with a window that waits. For tests whose subject begins in the room. */
export async function waitByCalls(context: BrowserContext, page: Page, email: string): Promise<void> {
  await page.goto(`/visit/${await arriveByCalls(context, email)}`);
  await expect(page.getByRole("heading", { name: /^You’re here\./ })).toBeVisible();
}
