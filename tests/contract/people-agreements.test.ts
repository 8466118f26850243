import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { AccountActor } from "@/core/access/actor";
import type { AccountId, PatientId, SessionId } from "@/core/kit/ids";
import { proxyActorOf } from "@/server/access/proxy-actor";
import { closeDb, db } from "@/server/kit/db";
import { agreeToVisit, giveConsent, patientConsents, withdrawConsent } from "@/server/people/consents";
import { patientDetails } from "@/server/people/details";
import { mergePatients } from "@/server/people/merge-patients";
import { myVisits } from "@/server/people/my-visits";
import { acceptProxy, actingFor, inviteProxy, listProxies, proxyInvitation, revokeProxy } from "@/server/people/proxies";
import { arrive } from "@/server/visits/attend";
import { confirmIdentity } from "@/server/visits/confirm-identity";
import { forVisitor } from "@/server/visits/for-visitor";
import { sayWhereabouts } from "@/server/visits/prepare";
import { createDesk, createPatient, type Desk } from "../support/desk-fixture";
import { NOBODY, patientActor, tokenIn, value } from "../support/people-fixture";
import { waitingMails } from "../support/read-mail";
import { act, createVisit, openAs } from "../support/visit-fixture";

afterAll(closeDb);

async function publish(practiceId: string, kind = "telehealth", version = 1, locale = "en") {
  const id = randomUUID();
  await db().consentText.create({
    data: { id, practiceId, kind, locale, version, title: "Video visits", body: "What a video visit is.", bodyHash: "x", publishedAt: version > 0 ? new Date() : null },
  });
  return id;
}

describe("agreements", () => {
  it("CON-1: given by patient or desk with the version of the words, taken back, never otherwise changed", async () => {
    const desk = await createDesk();
    const patientId = desk.patientIds[0] as PatientId;
    const textId = await publish(desk.practiceId);
    const patient = patientActor(desk.practiceId, patientId);
    expect(value(await act(patientConsents, patient, { patientId }))).toMatchObject({ consents: [], open: [{ textId, version: 1 }], mayGive: true });
    const { consentId } = value(await act(giveConsent, desk.scheduler, { patientId, textId }));
    expect(await act(giveConsent, patient, { patientId, textId })).toMatchObject({ error: { code: "people.consent_given" } });
    expect(value(await act(patientConsents, desk.scheduler, { patientId }))).toMatchObject({ consents: [{ id: consentId, givenBy: "staff", version: 1 }], open: [], mayGive: true });
    expect(await act(patientConsents, desk.colleague, { patientId })).toMatchObject({ error: { kind: "not_found" } });
    await expect(db().consent.update({ where: { id: consentId }, data: { givenBy: "patient" } })).rejects.toThrow();
    expect(await act(withdrawConsent, patientActor(desk.practiceId, desk.patientIds[1] as PatientId), { consentId })).toMatchObject({ error: { kind: "not_found" } });
    value(await act(withdrawConsent, patient, { consentId }));
    expect(await act(withdrawConsent, patient, { consentId })).toMatchObject({ error: { code: "people.consent_withdrawn" } });
    expect(value(await act(patientConsents, patient, { patientId }))).toMatchObject({ consents: [{ withdrawnAtMs: expect.any(Number) }], open: [{ textId }] });
  });

  it("CON-2: newer words are asked for anew; drafts of another practice's are not there", async () => {
    const [desk, other] = [await createDesk(), await createDesk()];
    const patientId = desk.patientIds[0] as PatientId;
    const patient = patientActor(desk.practiceId, patientId);
    value(await act(giveConsent, patient, { patientId, textId: await publish(desk.practiceId) }));
    const newer = await publish(desk.practiceId, "telehealth", 2);
    expect(value(await act(patientConsents, patient, { patientId })).open).toMatchObject([{ textId: newer, version: 2 }]);
    expect(await act(giveConsent, patient, { patientId, textId: await publish(other.practiceId) })).toMatchObject({ error: { kind: "not_found" } });
    const draft = randomUUID();
    await db().consentText.create({ data: { id: draft, practiceId: desk.practiceId, kind: "recording", locale: "en", version: 1, title: "t", body: "b", bodyHash: "x" } });
    expect(await act(giveConsent, patient, { patientId, textId: draft })).toMatchObject({ error: { code: "people.consent_unpublished" } });
  });

  it("CON-1: an agreement of a merged record counts for the person", async () => {
    const desk = await createDesk();
    const [keptId, givenId] = desk.patientIds as [PatientId, PatientId];
    value(await act(giveConsent, desk.scheduler, { patientId: givenId, textId: await publish(desk.practiceId) }));
    value(await act(mergePatients, desk.scheduler, { keptId, givenId, keptVersion: 1, givenVersion: 1, fromGiven: [] }));
    const { consents } = value(await act(patientConsents, patientActor(desk.practiceId, keptId), { patientId: keptId }));
    expect(consents).toHaveLength(1);
    value(await act(withdrawConsent, patientActor(desk.practiceId, keptId), { consentId: consents[0]?.id }));
  });
});

async function invited(desk: Desk, more: object = {}) {
  const email = `${randomUUID()}@helpers.example.test`;
  const patientId = desk.patientIds[0] as PatientId;
  const input = { patientId, name: "Karim Haddad", email, relation: "partner", scopes: ["visits", "contact"], end: { by: "none" }, ...more };
  const { proxyId } = value(await act(inviteProxy, desk.scheduler, input));
  const mails = await waitingMails(email);
  return { proxyId, patientId, email, input, token: tokenIn(mails.at(-1)?.text ?? ""), mail: mails.at(-1) };
}

async function accountAt(practiceId: string, disabledAt: Date | null = null): Promise<string> {
  const email = `${randomUUID()}@known.example.test`;
  await db().account.create({ data: { practiceId, email, name: "Somebody Known", disabledAt } });
  return email;
}

async function holderOf(desk: Desk, email: string): Promise<AccountActor> {
  const account = await db().account.findUniqueOrThrow({ where: { email } });
  return { kind: "account", practiceId: desk.practiceId, accountId: account.id as AccountId, sessionId: randomUUID() as SessionId, stepUpAtMs: null, name: account.name, zone: "UTC", locale: "en" };
}

describe("acting for a patient", () => {
  it("PPL-22: invited by mail, taken up once, then acts in its scopes and no other", async () => {
    const desk = await createDesk();
    const { proxyId, patientId, email, token, mail } = await invited(desk);
    expect(`${mail?.subject} ${mail?.text}`).not.toMatch(/Pat0/);
    expect(value(await act(proxyInvitation, NOBODY, { token }))).toMatchObject({ patient: "Pat0", relation: "partner", isOver: false });
    const holder = await holderOf(desk, email);
    expect(await proxyActorOf(holder, proxyId as never, Date.now())).toBe(null);
    const taken = await Promise.all([act(acceptProxy, NOBODY, { token }), act(acceptProxy, NOBODY, { token })]);
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    expect(taken.find(({ ok }) => ok)).toMatchObject({ value: { signInToken: expect.any(String) } });
    expect(value(await act(actingFor, holder, {})).people).toMatchObject([{ proxyId, patientId, scopes: ["visits", "contact"] }]);
    const proxy = await proxyActorOf(holder, proxyId as never, Date.now());
    if (proxy === null) throw new Error("the grant does not stand");
    expect(value(await act(patientDetails, proxy, { patientId })).mayChange).toBe(true);
    expect(await act(patientDetails, proxy, { patientId: desk.patientIds[1] })).toMatchObject({ error: { kind: "not_found" } });
    expect(value(await act(myVisits, proxy, {}))).toMatchObject({ visits: [] });
    const narrow = { ...proxy, scopes: ["appointments"] as const };
    expect(await act(myVisits, narrow, {})).toMatchObject({ error: { kind: "denied" } });
    expect(await act(patientDetails, narrow, { patientId })).toMatchObject({ error: { kind: "denied" } });
    value(await act(giveConsent, proxy, { patientId, textId: await publish(desk.practiceId) }));
    expect(await db().consent.findFirstOrThrow({ where: { patientId } })).toMatchObject({ givenBy: "proxy", givenById: holder.accountId });
  });

  it("PPL-22: refused twice, for oneself, by clinicians; an invitation can be sent again until taken up", async () => {
    const desk = await createDesk();
    const first = await invited(desk);
    const again = value(await act(inviteProxy, desk.scheduler, first.input));
    expect(await act(acceptProxy, NOBODY, { token: first.token })).toMatchObject({ error: { kind: "not_found" } });
    const token = tokenIn((await waitingMails(first.email)).at(-1)?.text ?? "");
    value(await act(acceptProxy, NOBODY, { token }));
    expect(await act(inviteProxy, desk.scheduler, first.input)).toMatchObject({ error: { code: "people.proxy_standing" } });
    expect(await act(inviteProxy, desk.clinician, first.input)).toMatchObject({ error: { kind: "denied" } });
    expect(value(await act(listProxies, desk.scheduler, { patientId: first.patientId })).proxies.map(({ id, state }) => ({ id, state }))).toEqual(
      expect.arrayContaining([{ id: again.proxyId, state: "standing" }, { id: first.proxyId, state: "revoked" }]),
    );
  });

  it("PPL-28: who asks learns nothing of an account at the address, here or elsewhere; the mailbox does", async () => {
    const [desk, elsewhere] = [await createDesk(), await createDesk()];
    const patientId = desk.patientIds[0] as PatientId;
    const known = await accountAt(desk.practiceId);
    const addresses = { known, foreign: await accountAt(elsewhere.practiceId), closed: await accountAt(desk.practiceId, new Date()), nobody: `${randomUUID()}@helpers.example.test` };
    for (const email of Object.values(addresses)) {
      const input = { patientId, name: "Karim Haddad", email, relation: "partner", scopes: ["visits"], end: { by: "none" } };
      for (let turn = 0; turn < 2; turn++) expect(await act(inviteProxy, desk.scheduler, input)).toEqual({ ok: true, value: { proxyId: expect.any(String), endsAtMs: null } });
      const { proxies } = value(await act(listProxies, desk.scheduler, { patientId }));
      expect(proxies.filter((each) => each.email === email).map(({ name, state }) => ({ name, state }))).toEqual([{ name: "Karim Haddad", state: "invited" }, { name: "Karim Haddad", state: "revoked" }]);
      const token = tokenIn((await waitingMails(email)).at(-1)?.text ?? "");
      expect(value(await act(proxyInvitation, NOBODY, { token }))).toMatchObject({ name: "Karim Haddad", isOver: false });
      const isElsewhere = email === addresses.foreign || email === addresses.closed;
      expect(await act(acceptProxy, NOBODY, { token })).toMatchObject(isElsewhere ? { error: { code: "people.proxy_mail" } } : { ok: true });
    }
    const { proxies } = value(await act(listProxies, desk.scheduler, { patientId }));
    expect(proxies.filter(({ state }) => state === "standing").map(({ email, name }) => ({ email, name }))).toEqual(
      expect.arrayContaining([{ email: known, name: "Somebody Known" }, { email: addresses.nobody, name: "Karim Haddad" }]),
    );
    expect(await db().account.findUniqueOrThrow({ where: { email: addresses.foreign } })).toMatchObject({ practiceId: elsewhere.practiceId, disabledAt: null });
  });

  it("PPL-23: revoked by patient or holder it is over at once; lapsed invitations open nothing", async () => {
    const desk = await createDesk();
    const { proxyId, patientId, email, token } = await invited(desk);
    value(await act(acceptProxy, NOBODY, { token }));
    const holder = await holderOf(desk, email);
    expect(await act(revokeProxy, patientActor(desk.practiceId, desk.patientIds[1] as PatientId), { proxyId })).toMatchObject({ error: { kind: "not_found" } });
    value(await act(revokeProxy, patientActor(desk.practiceId, patientId), { proxyId }));
    expect(await proxyActorOf(holder, proxyId as never, Date.now())).toBe(null);
    expect(await act(revokeProxy, holder, { proxyId })).toMatchObject({ error: { code: "people.proxy_revoked" } });
    const late = await invited(desk);
    expect(await act(acceptProxy, NOBODY, { token: late.token }, { nowMs: Date.now() + 15 * 86_400_000 })).toMatchObject({ error: { kind: "gone" } });
  });

  it("PPL-24: a parent's grant ends with the first instant of adulthood, though no job runs", async () => {
    const desk = await createDesk({ patients: 0 });
    const child = await createPatient(desk.practiceId, { givenName: "Lina", familyName: "Haddad", birthDate: "2012-02-29" });
    const { proxyId, email, token } = await invited({ ...desk, patientIds: [child] }, { relation: "parent" });
    value(await act(acceptProxy, NOBODY, { token }));
    const holder = await holderOf(desk, email);
    const ofAgeMs = Date.parse("2030-03-01T00:00:00Z");
    expect((await proxyActorOf(holder, proxyId as never, ofAgeMs - 1))?.patientId).toBe(child);
    expect(await proxyActorOf(holder, proxyId as never, ofAgeMs)).toBe(null);
    expect(value(await act(actingFor, holder, {}, { nowMs: ofAgeMs })).people).toEqual([]);
  });
});

describe("the way into a visit", () => {
  it("CON-3: asks for the words once, and lets nobody wait without", async () => {
    const visit = await createVisit();
    const textId = await publish(visit.practiceId);
    const { visitor } = await openAs(visit.token);
    const { visitId } = visit;
    expect(await act(agreeToVisit, visitor, { visitId, textId })).toMatchObject({ error: { code: "visits.not_confirmed" } });
    value(await act(confirmIdentity, visitor, { visitId, name: "Amira", birthDate: "1968-03-02" }));
    value(await act(sayWhereabouts, visitor, { visitId, place: "At home", callbackNumber: "+41 44 555 01 00" }));
    expect(value(await act(forVisitor, visitor, { visitId })).visit?.consent).toMatchObject({ textId, title: "Video visits" });
    expect(await act(arrive, visitor, { visitId })).toMatchObject({ error: { kind: "conflict", code: "people.consent_missing" } });
    value(await act(agreeToVisit, visitor, { visitId, textId }));
    value(await act(agreeToVisit, visitor, { visitId, textId }));
    expect(await db().consent.count({ where: { patientId: visit.patientId } })).toBe(1);
    expect(value(await act(forVisitor, visitor, { visitId })).visit?.consent).toBe(null);
    value(await act(arrive, visitor, { visitId }));
  });
});
