import "server-only";
import { z } from "zod";
import { hasSession } from "@/core/access/actor";
import { AccountId, PracticeId } from "@/core/kit/ids";
import { domainError } from "@/core/kit/errors";
import { OwnPreferences, SetPreferencesInput } from "@/core/kit/preference-input";
import { parsePreferences, parseTheme } from "@/core/kit/preferences";
import { err, ok } from "@/core/kit/result";
import { isOfferedLocale } from "@/i18n/locales";
import type { ReadContext, WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";

async function findOwn(ctx: ReadContext) {
  const { actor } = ctx;
  if (!hasSession(actor)) return null;
  return ctx.tx.account.findUnique({
    where: { id: actor.accountId },
    select: { id: true, practiceId: true, theme: true, locale: true, zone: true, preferences: true, staff: { select: { id: true, zone: true } } },
  });
}

/** Two settings changed at one moment come one after the other: neither undoes the other. */
async function lockOwn(ctx: WriteContext) {
  const { actor } = ctx;
  if (hasSession(actor)) await ctx.tx.$queryRaw`select 1 from account where id = ${actor.accountId}::uuid for no key update`;
  return findOwn(ctx);
}

type OwnRow = NonNullable<Awaited<ReturnType<typeof findOwn>>>;

const factsOf = (row: OwnRow) => ({ practiceId: PracticeId.parse(row.practiceId), accountId: AccountId.parse(row.id) });

/** Staff read times in the zone that they work in; it stands in their own row. */
function viewOf(row: OwnRow): OwnPreferences {
  const { theme, locale, zone, staff, preferences } = row;
  return { theme: parseTheme(theme), locale, zone: staff?.zone ?? zone, preferences: parsePreferences(preferences) };
}

/** A person's own settings, as they hold on every device. */
export const ownPreferences = defineQuery({
  name: "access/own-preferences",
  summary: "Your own settings: how pages look, sound and write times.",
  input: z.strictObject({}),
  output: OwnPreferences,
  access: { resource: "account", verb: "read" },
  run: async (ctx) => {
    const row = await findOwn(ctx);
    return row === null ? null : { view: viewOf(row), facts: factsOf(row) };
  },
});

/** Changes some of a person's own settings. Pages keep what paints first in cookies, which the browser sets. */
export const setPreferences = defineCommand({
  name: "access/set-preferences",
  summary: "Changes your own settings: how pages look, sound and write times.",
  input: SetPreferencesInput,
  output: OwnPreferences,
  load: lockOwn,
  access: { resource: "account", verb: "change", facts: factsOf },
  audit: { action: "account.set_preferences", subject: (_input, row) => ({ type: "account", id: row?.id ?? null }) },
  decide: (row, input) => {
    if (input.locale !== undefined && !isOfferedLocale(input.locale)) {
      return err(domainError("invalid", "kit.invalid_input", { fields: { locale: "access.locale_unknown" } }));
    }
    const before = viewOf(row);
    return ok({
      theme: input.theme ?? before.theme,
      locale: input.locale ?? before.locale,
      zone: input.zone ?? before.zone,
      preferences: { ...before.preferences, ...input.preferences },
    });
  },
  save: async (ctx, after, row) => {
    const { theme, locale, zone, preferences } = after;
    await ctx.tx.account.update({ where: { id: row.id }, data: { theme, locale, zone, preferences } });
    if (row.staff !== null && row.staff.zone !== zone) {
      await ctx.tx.staffMember.update({ where: { id: row.staff.id }, data: { zone, version: { increment: 1 } } });
    }
    return after;
  },
});
