import { afterAll, describe, expect, it } from "vitest";
import { resolveIntegration } from "@/server/access/resolve-integration";
import { findAccountToken } from "@/server/access/account-tokens";
import { closeDb, db } from "@/server/kit/db";
import { apiClients, createApiClient, revokeApiClient } from "@/server/practice/api-clients";
import { consentTexts, discardConsentDraft, publishConsent, saveConsentDraft } from "@/server/practice/consent-texts";
import { issueSetUpCode, isSetUpOpen, printedCode, setUpPractice } from "@/server/practice/first-run";
import { hasModule } from "@/server/practice/modules";
import { practiceMail } from "@/server/practice/practice-mail";
import { changeService, createService, practiceServices } from "@/server/practice/services";
import { changePractice, practiceSettings } from "@/server/practice/settings";
import { practiceTemplates, resetTemplate, saveTemplate } from "@/server/practice/templates";
import { bookAppointment } from "@/server/scheduling/book-appointment";
import { bookingAt } from "../support/desk-fixture";
import { NOBODY, tokenIn, value } from "../support/people-fixture";
import { createPractice } from "../support/practice-fixture";
import { waitingMails } from "../support/read-mail";
import { act } from "../support/visit-fixture";

afterAll(closeDb);

const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const LONG = "We share what is in your record with the people who treat you, and with nobody else.";

// First, while there is no practice in this file's database.
describe("setting an empty deployment up", () => {
  const input = { practice: "Harbour Clinic", zone: "Europe/Zurich", locale: "en", emergencyNumber: "144", admin: "Mara Lindqvist", email: "mara@example.test" };

  it("PRC-9: takes the printed code once, refuses guesses, and is gone once there is a practice", async () => {
    expect(await isSetUpOpen()).toBe(true);
    expect(code(await act(setUpPractice, NOBODY, { ...input, code: "A".repeat(20) }))).toBe("practice.setup_code_wrong");
    const printed = (await issueSetUpCode(Date.now())) ?? "";
    expect(printed).toMatch(/^[A-HJKMNP-Z2-9]{20}$/);
    const kept = JSON.stringify((await db().systemFact.findUniqueOrThrow({ where: { name: "practice.set_up" } })).value);
    expect(kept).not.toContain(printed);
    expect(code(await act(setUpPractice, NOBODY, { ...input, code: "B".repeat(20) }))).toBe("practice.setup_code_wrong");
    expect(code(await act(setUpPractice, NOBODY, { ...input, code: printed }, { nowMs: Date.now() + 25 * 3_600_000 }))).toBe("practice.setup_code_wrong");
    expect(code(await act(setUpPractice, NOBODY, { ...input, zone: "Mars/Base", code: printed }))).toBe("kit.invalid_input");
    expect(await db().practice.count()).toBe(0);

    const typed = printedCode(printed).toLowerCase();
    const both = await Promise.all([1, 2].map(() => act(setUpPractice, NOBODY, { ...input, code: typed })));
    expect(both.map(code).sort()).toEqual(["kit.not_found", "ok"]);
    const made = both.find(({ ok }) => ok);
    const token = tokenIn(made?.ok === true ? made.value.link : "");
    expect(await findAccountToken(db(), token, Date.now())).toMatchObject({ kind: "invite" });
    const practice = await db().practice.findFirstOrThrow({ include: { staff: true, services: true } });
    expect(practice).toMatchObject({ name: "Harbour Clinic", zone: "Europe/Zurich", emergencyNumber: "144" });
    expect(practice.staff.map(({ roles }) => roles)).toEqual([["admin"]]);
    expect(practice.services).toHaveLength(2);
    expect(await issueSetUpCode(Date.now())).toBeNull();
    expect(code(await act(setUpPractice, NOBODY, { ...input, code: printed }))).toBe("kit.not_found");
  });

  it("PRC-9: counts wrong guesses; after twenty the printed code is worth nothing", async () => {
    const { decideSetUp, withCode } = await import("@/core/practice/first-run");
    const fact = withCode(null, "hash", 0);
    expect(decideSetUp({ ...fact, wrong: 19 }, "hash", 1).ok).toBe(true);
    expect(decideSetUp({ ...fact, wrong: 20 }, "hash", 1).ok).toBe(false);
  });
});

describe("settings", () => {
  it("PRC-1: a stale change is refused and changes nothing", async () => {
    const { admin, practiceId } = await createPractice();
    expect(value(await act(changePractice, admin, { version: 1, changes: { name: "Lindenhof" } })).version).toBe(2);
    const stale = await act(changePractice, admin, { version: 1, changes: { name: "Somewhere else" } });
    expect(stale.ok ? null : stale.error).toMatchObject({ kind: "stale", params: { version: 2, given: 1 } });
    expect((await db().practice.findUniqueOrThrow({ where: { id: practiceId } })).name).toBe("Lindenhof");
  });

  it("PRC-2: an accent that can't be read is refused with the nearest that can", async () => {
    const { admin } = await createPractice();
    const refused = await act(changePractice, admin, { version: 1, changes: { accent: "#FFCC00" } });
    expect(refused.ok ? null : refused.error).toMatchObject({ code: "practice.accent_contrast", fields: { "changes.accent": "practice.accent_contrast" } });
    const nearest = refused.ok ? "" : String(refused.error.params?.nearest);
    expect(code(await act(changePractice, admin, { version: 1, changes: { accent: nearest } }))).toBe("ok");
    expect(value(await act(practiceSettings, admin, {})).accent).toBe(nearest);
  });

  it("PRC-3: another zone moves no visit", async () => {
    const practice = await createPractice();
    const { appointmentId } = value(await act(bookAppointment, practice.scheduler, bookingAt(practice, "10:00")));
    const before = await db().appointment.findUniqueOrThrow({ where: { id: appointmentId } });
    expect(value(await act(practiceSettings, practice.admin, {})).visitsToCome).toBe(1);
    value(await act(changePractice, practice.admin, { version: 1, changes: { zone: "America/New_York" } }));
    expect(await db().appointment.findUniqueOrThrow({ where: { id: appointmentId } })).toEqual(before);
  });

  it("PRC-7: modules are off until they are switched on, for this practice alone", async () => {
    const [{ admin, clinician }, other] = [await createPractice(), await createPractice()];
    expect(await hasModule(clinician, "imaging")).toBe(false);
    value(await act(changePractice, admin, { version: 1, changes: { modules: ["therapy", "imaging"] } }));
    expect(value(await act(practiceSettings, admin, {})).modules).toEqual(["imaging", "therapy"]);
    expect([await hasModule(clinician, "imaging"), await hasModule(clinician, "rounds"), await hasModule(other.clinician, "imaging"), await hasModule(NOBODY, "imaging")]).toEqual([true, false, false, false]);
    expect(code(await act(changePractice, admin, { version: 2, changes: { modules: ["surgery"] } }))).toBe("kit.invalid_input");
  });

  it("PRC-11: mails are written in a language that the practice offers, invitations in the one that was chosen", async () => {
    const { admin } = await createPractice();
    const subjectFor = async (kind: "summary_ready" | "staff_invite", locale: string) => (await practiceMail(db(), { practiceId: admin.practiceId, kind, locale }, { practice: "P", link: "https://p.example", name: "N", days: "7" })).subject;
    const inSpanish = await subjectFor("summary_ready", "es");
    const inEnglish = await subjectFor("summary_ready", "en-GB");
    expect(inEnglish).not.toBe(inSpanish);
    const invitation = await subjectFor("staff_invite", "en");
    value(await act(changePractice, admin, { version: 1, changes: { locale: "es", locales: ["es"] } }));
    expect(await subjectFor("summary_ready", "en")).toBe(inSpanish);
    expect(await subjectFor("summary_ready", "fr")).toBe(inSpanish);
    expect(await subjectFor("staff_invite", "en")).toBe(invitation);
  });

  it("is an admin's alone, and refuses what no setting is", async () => {
    const { admin, clinician, scheduler } = await createPractice();
    for (const actor of [clinician, scheduler, NOBODY]) expect(code(await act(changePractice, actor, { version: 1, changes: {} }))).toMatch(/^access\.(denied|signed_out)$/);
    for (const changes of [{ name: "\u200b" }, { website: "javascript:alert(1)" }, { locales: [] }, { emergencyNumber: "call us" }, { majorityAge: 3 }, { logoFileId: crypto.randomUUID() }]) {
      expect(code(await act(changePractice, admin, { version: 1, changes })), JSON.stringify(changes)).toBe("kit.invalid_input");
    }
    expect(code(await act(changePractice, admin, { version: 1, changes: { locales: ["es"] } }))).toBe("practice.language_own");
  });
});

describe("services", () => {
  it("PRC-4: a changed or closed service leaves booked visits as they are", async () => {
    const practice = await createPractice();
    const { admin, serviceId } = practice;
    const { appointmentId } = value(await act(bookAppointment, practice.scheduler, bookingAt(practice, "10:00")));
    const before = await db().appointment.findUniqueOrThrow({ where: { id: appointmentId } });
    value(await act(changeService, admin, { serviceId, version: 1, changes: { durationMin: 60, active: false } }));
    expect(await db().appointment.findUniqueOrThrow({ where: { id: appointmentId } })).toEqual(before);
    expect(code(await act(bookAppointment, practice.scheduler, bookingAt(practice, "12:00", { patient: 1 })))).toBe("scheduling.service_unavailable");
    expect(code(await act(changeService, admin, { serviceId, version: 1, changes: { active: true } }))).toBe("practice.service_stale");
    expect(value(await act(practiceServices, admin, {})).services[0]).toMatchObject({ active: false, durationMin: 60, visitsToCome: 1, version: 2 });
  });

  it("keeps names apart, and PRC-10: another practice's is not found", async () => {
    const [{ admin }, other] = [await createPractice(), await createPractice()];
    expect(code(await act(createService, admin, { name: "HEART review", durationMin: 20 }))).toBe("practice.service_twice");
    const both = await Promise.all([1, 2].map(() => act(createService, admin, { name: "Results", durationMin: 20 })));
    expect(both.map(code).sort()).toEqual(["ok", "practice.service_twice"]);
    expect(code(await act(changeService, admin, { serviceId: other.serviceId, version: 1, changes: { active: false } }))).toBe("kit.not_found");
    expect(code(await act(createService, admin, { name: "Long", durationMin: 999 }))).toBe("kit.invalid_input");
  });
});

describe("templates", () => {
  const own = { kind: "appointment_booked", locale: "en", version: 0, subject: "A visit at {practice}", body: "Dear {name},\n\n{date}, {time}:\n{link}" };

  it("PRC-5: mails use the practice's words, and ours again after a reset", async () => {
    const practice = await createPractice();
    const { admin } = practice;
    expect(value(await act(saveTemplate, admin, own)).version).toBe(1);
    value(await act(bookAppointment, practice.scheduler, bookingAt(practice, "10:00")));
    const patient = await db().patient.findUniqueOrThrow({ where: { id: practice.patientIds[0] ?? "" } });
    const [mail] = await waitingMails(patient.email ?? "");
    expect(mail?.subject).toBe("A visit at Harbour Clinic");
    expect(mail?.text).toMatch(/^Dear Pat0,\n\n\w+day \d+ \w+, \d\d:\d\d:\nhttp:\/\/localhost:3000\/join#\S+\n$/);
    expect(code(await act(saveTemplate, admin, own))).toBe("practice.template_stale");
    expect(value(await act(resetTemplate, admin, { kind: own.kind, locale: "en", version: 1 })).version).toBe(0);
    const { templates } = value(await act(practiceTemplates, admin, {}));
    const template = templates.find((each) => each.kind === "appointment_booked" && each.locale === "en");
    expect(template).toMatchObject({ version: 0, subject: template?.ours.subject });
  });

  it("PRC-5: our own words pass the rules that the practice's must", async () => {
    const { admin } = await createPractice();
    const { templates } = value(await act(practiceTemplates, admin, {}));
    const { cleanBody, problemWith } = await import("@/core/practice/templates");
    for (const { kind, locale, ours } of templates) expect([kind, locale, problemWith(kind, { ...ours, body: cleanBody(ours.body) })]).toEqual([kind, locale, null]);
  });

  it("PRC-5: nothing that fills a placeholder makes another header or placeholder", async () => {
    const { admin, practiceId } = await createPractice();
    value(await act(saveTemplate, admin, own));
    const mail = await practiceMail(db(), { practiceId, kind: "appointment_booked", locale: "en" }, { practice: "Evil\r\nBcc: all@example.test", name: "{link}\n\nPay here", link: "https://ours" });
    expect(mail.subject).not.toMatch(/[\r\n]/);
    expect(mail.text.startsWith("Dear {link}  Pay here,")).toBe(true);
    for (const subject of ["Hello\nBcc: x@example.test", "Hello\r", "\u2028x"]) {
      expect(code(await act(saveTemplate, admin, { ...own, version: 1, subject })), JSON.stringify(subject)).toMatch(/^(practice\.template_header|kit\.text_impossible)$/);
    }
  });
});

describe("words that patients agree to", () => {
  const draft = { kind: "sharing", locale: "en", base: null as string | null, title: "Sharing", body: LONG };

  it("PRC-6: a draft can be rewritten; published words never change, for the database neither", async () => {
    const { admin } = await createPractice();
    const first = value(await act(saveConsentDraft, admin, draft));
    expect(first.version).toBe(1);
    expect(code(await act(saveConsentDraft, admin, draft))).toBe("practice.consent_stale");
    const second = value(await act(saveConsentDraft, admin, { ...draft, base: first.bodyHash, title: "Sharing your record" }));
    expect(second.textId).toBe(first.textId);
    expect(code(await act(publishConsent, admin, { textId: first.textId, base: first.bodyHash }))).toBe("practice.consent_stale");
    value(await act(publishConsent, admin, { textId: first.textId, base: second.bodyHash }));
    expect(code(await act(publishConsent, admin, { textId: first.textId, base: second.bodyHash }))).toBe("practice.consent_published");
    expect(code(await act(discardConsentDraft, admin, { textId: first.textId, base: second.bodyHash }))).toBe("practice.consent_published");
    await expect(db().consentText.update({ where: { id: first.textId }, data: { body: "Something else" } })).rejects.toThrow();
    const next = value(await act(saveConsentDraft, admin, { ...draft, title: "Sharing, again" }));
    expect(next.version).toBe(2);
    const spanish = value(await act(saveConsentDraft, admin, { ...draft, locale: "es", title: "Compartir" }));
    expect(spanish.version).toBe(2);
    value(await act(discardConsentDraft, admin, { textId: next.textId, base: next.bodyHash }));
    expect(value(await act(consentTexts, admin, {})).texts.map(({ locale, version, publishedAtMs }) => [locale, version, publishedAtMs !== null])).toEqual([["en", 1, true], ["es", 2, false]]);
  });

  it("PRC-10: another practice's words are not found", async () => {
    const [{ admin }, other] = [await createPractice(), await createPractice()];
    const { textId, bodyHash } = value(await act(saveConsentDraft, other.admin, draft));
    for (const operation of [publishConsent, discardConsentDraft]) expect(code(await act(operation, admin, { textId, base: bodyHash }))).toBe("kit.not_found");
  });
});

describe("programs", () => {
  const input = { name: "Calendar bridge", scopes: ["appointments.read"], lifeDays: 30 };

  it("PRC-8: shows the secret once, knows it by its hash, and by nothing once it is taken back or over", async () => {
    const { admin, practiceId } = await createPractice();
    const made = value(await act(createApiClient, admin, input));
    expect(made.secret).toMatch(/^bds_[\w-]{43}$/);
    expect(JSON.stringify(await db().apiClient.findMany({ where: { practiceId } }))).not.toContain(made.secret);
    const bearer = `Bearer ${made.secret}`;
    expect(await resolveIntegration(bearer, Date.now())).toMatchObject({ kind: "integration", practiceId, scopes: ["appointments.read"] });
    const [client] = value(await act(apiClients, admin, {})).clients;
    expect(client).toMatchObject({ hint: made.secret.slice(0, 8), state: "standing" });
    expect(client?.lastUsedAtMs).not.toBeNull();
    expect(await resolveIntegration(bearer, Date.now() + 31 * 86_400_000)).toEqual(NOBODY);
    value(await act(revokeApiClient, admin, { clientId: made.clientId }));
    expect(await resolveIntegration(bearer, Date.now())).toEqual(NOBODY);
    expect(code(await act(revokeApiClient, admin, { clientId: made.clientId }))).toBe("practice.client_revoked");
  });

  it("PRC-8: asks for a fresh proof, keeps names apart, and PRC-10: finds nobody else's", async () => {
    const [{ admin }, other] = [await createPractice(), await createPractice()];
    expect(code(await act(createApiClient, { ...admin, stepUpAtMs: null }, input))).toBe("access.step_up_needed");
    const { clientId } = value(await act(createApiClient, admin, input));
    expect(code(await act(createApiClient, admin, input))).toBe("practice.client_twice");
    expect(code(await act(createApiClient, admin, { ...input, scopes: ["everything"] }))).toBe("kit.invalid_input");
    expect(code(await act(revokeApiClient, other.admin, { clientId }))).toBe("kit.not_found");
  });
});
