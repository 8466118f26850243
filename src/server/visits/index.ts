import "server-only";
import { arrive, heartbeat, leave } from "./attend";
import { confirmIdentity } from "./confirm-identity";
import { forStaff } from "./for-staff";
import { forVisitor } from "./for-visitor";
import { admit, clinicianSeen, end } from "./host";
import { openLink } from "./open-link";
import { reportReadiness, sayWhereabouts } from "./prepare";
import { takeOver, takeSeat } from "./take-seat";

export const visitCommands = [
  openLink,
  confirmIdentity,
  sayWhereabouts,
  reportReadiness,
  arrive,
  heartbeat,
  leave,
  takeSeat,
  takeOver,
  admit,
  clinicianSeen,
  end,
];

export const visitQueries = [forVisitor, forStaff];
