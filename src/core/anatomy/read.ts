import type { JsonValue } from "@/core/room/json";
import type { Selection } from "@/core/room/values";

/** Reads the present value of a register; null and undefined mean "as at the start". */
export type ReadRegister = (register: string) => JsonValue | undefined;

/** Reads a selection register; anything else, and a model without a structure, is null. */
export function readSelection(value: unknown): (Selection & { structure: string }) | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const { model, structure } = value as Record<string, unknown>;
  return typeof model === "string" && typeof structure === "string" ? { model, structure } : null;
}
