import "server-only";
import { practiceOf, type Actor } from "@/core/access/actor";
import { isModuleOn, type ClinicalModule } from "@/core/practice/modules";
import { db } from "../kit/db";

/** Whether the actor's practice has switched a clinical module on. Pages of one that is off answer "not found" (PRC-7). */
export async function hasModule(actor: Actor, module: ClinicalModule): Promise<boolean> {
  const practiceId = practiceOf(actor);
  if (practiceId === null) return false;
  const practice = await db().practice.findUnique({ where: { id: practiceId }, select: { modules: true } });
  return practice !== null && isModuleOn(practice.modules, module);
}
