import "server-only";
import { arrive, heartbeat, leave } from "./attend";
import { confirmIdentity } from "./confirm-identity";
import { forStaff } from "./for-staff";
import { forVisitor } from "./for-visitor";
import { forGuest, guestHere, sayGuestName } from "./guest-way";
import { admitGuest, inviteGuest, listGuests, removeGuest } from "./guests";
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
  inviteGuest,
  admitGuest,
  removeGuest,
  sayGuestName,
  guestHere,
];

export const visitQueries = [forVisitor, forStaff, forGuest, listGuests];
