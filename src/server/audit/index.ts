import "server-only";
import type { Command, Query } from "../kit/operation";
import { accessLog } from "./access-log";
import { exportAudit } from "./export";
import { auditEntry, findAuditPeople, searchAudit } from "./search";
import { chainStatus, keyStatus } from "./status";

/** Commands of this area. */
export const auditCommands: readonly Command[] = [exportAudit];

/** Queries of this area. */
export const auditQueries: readonly Query[] = [searchAudit, auditEntry, findAuditPeople, chainStatus, keyStatus, accessLog];
