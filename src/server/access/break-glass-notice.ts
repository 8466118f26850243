import "server-only";
import { createTranslator } from "use-intl/core";
import type { BreakGlassId, PracticeId, StaffId } from "@/core/kit/ids";
import { DEFAULT_LOCALE, isOfferedLocale } from "@/i18n/locales";
import { loadMessages } from "@/i18n/messages";
import { config } from "../kit/config";
import type { WriteContext } from "../kit/context";
import type { Tx } from "../kit/db";

/** Those who review: the auditors, and where there is none, the admins; never the person themself. */
async function reviewersOf(tx: Tx, practiceId: PracticeId, exceptStaffId: StaffId) {
  const holding = (role: string) =>
    tx.staffMember.findMany({
      where: { practiceId, active: true, roles: { has: role }, id: { not: exceptStaffId }, account: { disabledAt: null } },
      select: { accountId: true, account: { select: { email: true, locale: true } } },
    });
  const auditors = await holding("auditor");
  return auditors.length > 0 ? auditors : holding("admin");
}

/**
 * Tells everybody who reviews that emergency access began. Neither the notice nor the mail says whose
 * record it is or who reads it: both stand on the page, behind a sign-in.
 */
export async function tellReviewers(
  ctx: WriteContext,
  given: { readonly practiceId: PracticeId; readonly breakGlassId: BreakGlassId; readonly exceptStaffId: StaffId },
): Promise<void> {
  const { practiceId, breakGlassId, exceptStaffId } = given;
  const reviewers = await reviewersOf(ctx.tx, practiceId, exceptStaffId);
  const told = reviewers.map(({ accountId }) => accountId);
  await ctx.notify(told, "emergency.opened", { type: "break_glass", id: breakGlassId });
  for (const { account } of reviewers) {
    const locale = isOfferedLocale(account.locale) ? account.locale : DEFAULT_LOCALE;
    const t = createTranslator({ locale, messages: await loadMessages(locale), namespace: "mail.emergency" });
    const address = `${config().BEDSIDE_ORIGIN}/review`;
    await ctx.mail({ practiceId, to: account.email, subject: t("openedSubject"), text: t("openedText", { address }) });
  }
}
