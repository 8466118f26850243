import "server-only";
import type { StaffActor } from "@/core/access/actor";
import { setupLeft } from "@/core/home/setup";
import type { Finding } from "@/core/home/what-next";
import type { ReadContext } from "../kit/context";

const DAY_MS = 86_400_000;
/** A program's secret that ends within so long wants a new one. */
const CLIENT_DAYS = 30;

async function invites(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const where = { practiceId, kind: "invite", usedAt: null, revokedAt: null, expiresAt: { gt: new Date(ctx.nowMs) }, account: { staff: { isNot: null } } };
  const [count, first] = await Promise.all([
    ctx.tx.accountToken.count({ where }),
    ctx.tx.accountToken.findFirst({ where, orderBy: { createdAt: "asc" }, select: { createdAt: true, account: { select: { name: true } } } }),
  ]);
  return { kind: "invite_open", count, name: first?.account.name ?? null, atMs: first?.createdAt.getTime() ?? null };
}

/** Colleagues who wait for somebody to vouch; nobody vouches for themself. */
async function recoveries(ctx: ReadContext, { practiceId, accountId }: StaffActor): Promise<Finding> {
  const where = {
    practiceId,
    accountId: { not: accountId },
    readyAt: null,
    usedAt: null,
    cancelledAt: null,
    expiresAt: { gt: new Date(ctx.nowMs) },
  };
  const rows = await ctx.tx.accountRecovery.findMany({ where, include: { account: { select: { name: true } } }, orderBy: { requestedAt: "asc" } });
  return { kind: "recovery_asked", count: rows.length, name: rows[0]?.account.name ?? null, atMs: rows[0]?.requestedAt.getTime() ?? null };
}

async function setup(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const [practice, services, clinicians, telehealthTexts] = await Promise.all([
    ctx.tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { phone: true } }),
    ctx.tx.service.count({ where: { practiceId, active: true } }),
    ctx.tx.staffMember.count({ where: { practiceId, active: true, roles: { has: "clinician" } } }),
    ctx.tx.consentText.count({ where: { practiceId, kind: "telehealth", publishedAt: { not: null } } }),
  ]);
  const left = setupLeft({ services, clinicians, telehealthTexts, hasPhone: practice.phone !== null });
  return { kind: "setup_left", count: left.length, id: left[0] ?? null };
}

async function clients(ctx: ReadContext, practiceId: string): Promise<Finding> {
  const where = { practiceId, revokedAt: null, expiresAt: { lt: new Date(ctx.nowMs + CLIENT_DAYS * DAY_MS), gt: new Date(ctx.nowMs - CLIENT_DAYS * DAY_MS) } };
  const [count, first] = await Promise.all([ctx.tx.apiClient.count({ where }), ctx.tx.apiClient.findFirst({ where, orderBy: { expiresAt: "asc" } })]);
  return { kind: "client_expiring", count, name: first?.name ?? null, atMs: first?.expiresAt?.getTime() ?? null };
}

/** Retention says so once a run; it stays until somebody has looked. */
async function retention(ctx: ReadContext, { practiceId, accountId }: StaffActor): Promise<Finding> {
  const where = { practiceId, accountId, kind: "retention.due", readAt: null };
  return { kind: "retention_due", count: Math.min(1, await ctx.tx.notification.count({ where })) };
}

/** What keeps the practice running. */
export async function adminFindings(ctx: ReadContext, actor: StaffActor): Promise<readonly Finding[]> {
  const { practiceId } = actor;
  if (!ctx.may("practice", "change", { practiceId }) || !ctx.may("staff", "list", { practiceId })) return [];
  return Promise.all([recoveries(ctx, actor), setup(ctx, practiceId), clients(ctx, practiceId), invites(ctx, practiceId), retention(ctx, actor)]);
}

/** Emergency access that nobody has judged; never one's own. */
export async function auditorFindings(ctx: ReadContext, { practiceId, staffId }: StaffActor): Promise<readonly Finding[]> {
  if (!ctx.may("break_glass", "review", { practiceId })) return [];
  const where = { practiceId, reviewedAt: null, staffId: { not: staffId } };
  const [count, first] = await Promise.all([
    ctx.tx.breakGlass.count({ where }),
    ctx.tx.breakGlass.findFirst({ where, orderBy: { startedAt: "asc" }, include: { staff: { select: { displayName: true } } } }),
  ]);
  return [{ kind: "emergency_to_review", count, name: first?.staff.displayName ?? null, atMs: first?.startedAt.getTime() ?? null }];
}
