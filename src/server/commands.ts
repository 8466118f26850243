import "server-only";
import type { Command } from "./kit/operation";
import { accessCommands } from "./access";
import { visitCommands } from "./visits";

/** Every command there is. An area adds its list here and nowhere else. */
export const commands: readonly Command[] = [...accessCommands, ...visitCommands];
