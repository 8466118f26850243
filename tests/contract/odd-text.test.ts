import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "@/core/access/actor";
import { POLICY } from "@/core/access/grants";
import { refusalBefore } from "@/core/access/policy";
import { ERROR_TABLE } from "@/core/kit/errors";
import { commands } from "@/server/commands";
import { MailDraft } from "@/server/kit/mail";
import type { Command, Query } from "@/server/kit/operation";
import { queries } from "@/server/queries";
import { ODD_TEXTS, textsAt } from "../support/bad-inputs";
import { DOCUMENT, inputSchemaOf, undocumented } from "../support/described";
import { insidersOf } from "../support/insiders";
import { everyWaitingMail } from "../support/read-mail";
import { REACH, type Target } from "../support/reach";
import { makeTarget } from "../support/reach-target";
import { act } from "../support/visit-fixture";

const operations: readonly (readonly [string, Command | Query])[] = [...commands, ...queries].map((each) => [each.name, each]);

let target: Target;
let insiders: readonly Actor[];

beforeAll(async () => {
  target = await makeTarget();
  insiders = Object.values(await insidersOf(target));
});

/** An address of its own for each text, so that limits by address stop none of them. */
const withOwnAddress = (input: unknown): unknown =>
  JSON.parse(JSON.stringify(input), (key, value: unknown) => (key === "email" && typeof value === "string" && /@\w+(\.\w+)*\.test$/.test(value) ? `${randomUUID()}@example.test` : value));

describe("odd text in every field, from everybody who may write there", () => {
  it.each(operations)("IN-1: %s takes it or refuses it, and never fails", async (name, operation) => {
    const inputs = textsAt(inputSchemaOf(name), DOCUMENT, REACH[name]?.input(target) ?? {}, ODD_TEXTS);
    const { resource, verb } = operation.access;
    const allowed = insiders.filter((actor) => refusalBefore(POLICY, actor, resource, verb) === null);
    for (const [index, { what, input }] of inputs.entries()) {
      const actor = allowed[index % allowed.length];
      if (actor === undefined) throw new Error("nobody here may do this: add somebody who may to tests/support/insiders.ts");
      const result = await act(operation as Command, actor, withOwnAddress(input));
      const [status, body] = result.ok
        ? [200, { ok: true, value: result.value }]
        : [ERROR_TABLE[result.error.kind].status, { ok: false, error: result.error, requestId: "" }];
      expect(undocumented(name, status, JSON.parse(JSON.stringify(body))), `${what} as ${actor.kind}`).toBeNull();
    }
  });

  it("IN-7: no mail that came of it has a second header, markup or an address of theirs in it", async () => {
    const mails = await everyWaitingMail();
    expect(mails.length).toBeGreaterThan(20);
    for (const mail of mails) {
      expect(MailDraft.safeParse(mail).success, JSON.stringify(mail)).toBe(true);
      expect(`${mail.subject}${mail.to}`).not.toMatch(/[\r\n<>]|evil|Bcc/);
      expect(mail.text).not.toMatch(/evil\.example|<a |^Bcc:/im);
    }
  });
});
