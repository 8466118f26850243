import { type JsonValue, canonicalJson } from "@/core/room/json";
import { registers } from "@/core/room/registers";
import type { Edit } from "@/core/room/undo";
import type { LocalScene } from "./local-scene";

const restored = ["model/", "cut/", registers.model];

/**
 * The edits that turn the scene into `view`: what the view keeps is written, what it does not mention
 * goes back to the start. Selections and the presenter's eye stay as they are.
 */
export function editsToView(
  scene: Pick<LocalScene, "view">,
  view: ReadonlyMap<string, JsonValue>,
): readonly Edit[] {
  const now = scene.view();
  const isRestored = (register: string): boolean => restored.some((prefix) => register.startsWith(prefix));
  const names = [...new Set([...now.keys(), ...view.keys()])].filter(isRestored);
  return names
    .map((register) => ({ register, value: view.get(register) ?? null }))
    .filter(({ register, value }) => canonicalJson(now.get(register) ?? null) !== canonicalJson(value));
}
