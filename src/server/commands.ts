import "server-only";
import type { Command } from "./kit/operation";
import { accessCommands } from "./access";
import { auditCommands } from "./audit";
import { emergencyCommands } from "./access/emergency";
import { visitCommands } from "./visits";
import { schedulingCommands } from "./scheduling";
import { fileCommands } from "./files/operations";
import { homeCommands } from "./home";
import { modelCommands } from "./models/operations";
import { notificationCommands } from "./notifications";
import { painCommands } from "./pain";
import { peopleCommands } from "./people";
import { retentionCommands } from "./retention";
import { practiceCommands } from "./practice";
import { anatomyCommands } from "./anatomy";
import { recordCommands } from "./record";
import { roomCommands } from "./room";

/** Every command there is. An area adds its list here and nowhere else. */
export const commands: readonly Command[] = [...accessCommands, ...anatomyCommands, ...auditCommands, ...emergencyCommands, ...visitCommands, ...schedulingCommands, ...fileCommands, ...modelCommands, ...painCommands, ...peopleCommands, ...retentionCommands, ...homeCommands, ...notificationCommands, ...practiceCommands, ...recordCommands, ...roomCommands];
