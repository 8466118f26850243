import "server-only";
import type { Query } from "./kit/operation";
import { accessQueries } from "./access";
import { auditQueries } from "./audit";
import { emergencyQueries } from "./access/emergency";
import { visitQueries } from "./visits";
import { schedulingQueries } from "./scheduling";
import { fileQueries } from "./files/operations";
import { homeQueries } from "./home";
import { modelQueries } from "./models/operations";
import { notificationQueries } from "./notifications";
import { painQueries } from "./pain";
import { peopleQueries } from "./people";
import { retentionQueries } from "./retention";
import { practiceQueries } from "./practice";
import { anatomyQueries } from "./anatomy";
import { recordQueries } from "./record";
import { roomQueries } from "./room";
import { searchQueries } from "./search/find";

/** Every query there is. An area adds its list here and nowhere else. */
export const queries: readonly Query[] = [...accessQueries, ...anatomyQueries, ...auditQueries, ...emergencyQueries, ...visitQueries, ...schedulingQueries, ...fileQueries, ...modelQueries, ...painQueries, ...peopleQueries, ...retentionQueries, ...homeQueries, ...notificationQueries, ...searchQueries, ...practiceQueries, ...recordQueries, ...roomQueries];
