import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { practiceOf } from "@/core/access/actor";
import type { PracticeId } from "@/core/kit/ids";
import { ConsentDraftInput, ConsentTextView, decideDraft, decideDraftEnd, SaveConsentDraftInput, type StoredDraft } from "@/core/practice/consent-texts";
import { ConsentKind } from "@/core/people/consents";
import type { WriteContext } from "../kit/context";
import { defineCommand, defineQuery } from "../kit/define";

/** Every version of the words that patients agree to, drafts included. */
export const consentTexts = defineQuery({
  name: "practice/consent-texts",
  summary: "All versions of the words that patients agree to, with drafts and how many agreements stand.",
  input: z.strictObject({}),
  output: z.object({ texts: z.array(ConsentTextView), zone: z.string() }),
  access: { resource: "consent_text", verb: "list" },
  run: async (ctx) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    const [rows, practice] = await Promise.all([
      ctx.tx.consentText.findMany({
        where: { practiceId },
        include: { _count: { select: { consents: { where: { withdrawnAt: null } } } } },
        orderBy: [{ kind: "asc" }, { locale: "asc" }, { version: "desc" }],
      }),
      ctx.tx.practice.findUniqueOrThrow({ where: { id: practiceId }, select: { zone: true } }),
    ]);
    const texts = rows.map((row) => ({
      id: row.id,
      kind: ConsentKind.parse(row.kind),
      locale: row.locale,
      version: row.version,
      title: row.title,
      body: row.body,
      bodyHash: row.bodyHash,
      createdAtMs: row.createdAt.getTime(),
      publishedAtMs: row.publishedAt?.getTime() ?? null,
      given: row._count.consents,
    }));
    return { view: { texts, zone: practice.zone }, facts: { practiceId } };
  },
});

/** What a version's words come down to: agreements name it. */
export function consentHash({ title, body }: { readonly title: string; readonly body: string }): string {
  return createHash("sha256").update(`${title}\n${body}`).digest("hex");
}

function storedDraft(row: { id: string; version: number; bodyHash: string; publishedAt: Date | null }): StoredDraft {
  return { id: row.id, version: row.version, bodyHash: row.bodyHash, publishedAtMs: row.publishedAt?.getTime() ?? null };
}

/** Writes or rewrites a draft. Nobody sees it until it is published. */
export const saveConsentDraft = defineCommand({
  name: "practice/save-consent-draft",
  summary: "Writes a draft of the words that patients agree to, in one language.",
  input: SaveConsentDraftInput,
  output: z.object({ textId: z.uuid(), version: z.number().int(), bodyHash: z.string() }),
  load: async (ctx, { kind, locale }) => {
    const practiceId = practiceOf(ctx.actor);
    if (practiceId === null) return null;
    await ctx.tx.$queryRaw`select 1 from practice where id = ${practiceId}::uuid for no key update`;
    const rows = await ctx.tx.consentText.findMany({ where: { practiceId, kind } });
    const newest = (of: typeof rows) => Math.max(0, ...of.map(({ version }) => version));
    const here = rows.filter((row) => row.locale === locale);
    const draft = here.find(({ publishedAt }) => publishedAt === null);
    return { practiceId, draft: draft === undefined ? null : storedDraft(draft), newest: newest(rows), newestHere: newest(here) };
  },
  access: { resource: "consent_text", verb: "change", facts: ({ practiceId }) => ({ practiceId }) },
  audit: { action: "consent_text.draft", subject: (_input, state, output) => ({ type: "consent_text", id: output?.textId ?? state?.draft?.id ?? null }) },
  decide: (state, input) => decideDraft(state, input),
  save: async (ctx, { over, version }, { practiceId }, { kind, locale, title, body }) => {
    const bodyHash = consentHash({ title, body });
    const textId = over ?? ctx.ids();
    const createdBy = ctx.actor.kind === "staff" ? ctx.actor.staffId : null;
    const words = { title, body, bodyHash, createdBy, createdAt: new Date(ctx.nowMs) };
    if (over === null) await ctx.tx.consentText.create({ data: { id: textId, practiceId, kind, locale, version, ...words } });
    else await ctx.tx.consentText.update({ where: { id: textId }, data: words });
    return { textId, version, bodyHash };
  },
});

async function loadDraft(ctx: WriteContext, textId: string) {
  const practiceId = practiceOf(ctx.actor);
  if (practiceId === null) return null;
  await ctx.tx.$queryRaw`select 1 from consent_text where practice_id = ${practiceId}::uuid and id = ${textId}::uuid for update`;
  const row = await ctx.tx.consentText.findFirst({ where: { practiceId, id: textId } });
  return row === null ? null : { practiceId, draft: storedDraft(row) };
}

const factsOf = ({ practiceId }: { practiceId: PracticeId }) => ({ practiceId });

/** Publishes a draft. From then on nobody can change it, the database neither (PRC-6). */
export const publishConsent = defineCommand({
  name: "practice/publish-consent",
  summary: "Publishes a draft of the words that patients agree to. It can't be changed afterwards.",
  input: ConsentDraftInput,
  output: z.object({ version: z.number().int() }),
  load: (ctx, { textId }) => loadDraft(ctx, textId),
  access: { resource: "consent_text", verb: "publish", facts: factsOf },
  audit: { action: "consent_text.publish", subject: ({ textId }) => ({ type: "consent_text", id: textId }) },
  decide: ({ draft }, input) => decideDraftEnd(draft, input),
  save: async (ctx, draft) => {
    await ctx.tx.consentText.update({ where: { id: draft.id }, data: { publishedAt: new Date(ctx.nowMs) } });
    return { version: draft.version };
  },
});

/** Throws a draft away. */
export const discardConsentDraft = defineCommand({
  name: "practice/discard-consent-draft",
  summary: "Throws a draft of the words that patients agree to away.",
  input: ConsentDraftInput,
  output: z.object({ version: z.number().int() }),
  load: (ctx, { textId }) => loadDraft(ctx, textId),
  access: { resource: "consent_text", verb: "remove", facts: factsOf },
  audit: { action: "consent_text.discard", subject: ({ textId }) => ({ type: "consent_text", id: textId }) },
  decide: ({ draft }, input) => decideDraftEnd(draft, input),
  save: async (ctx, draft) => {
    await ctx.tx.consentText.delete({ where: { id: draft.id } });
    return { version: draft.version };
  },
});
