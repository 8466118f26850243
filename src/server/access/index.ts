import "server-only";
import { beginTie } from "./begin-tie";
import { changePassword } from "./change-password";
import { listSessions } from "./list-sessions";
import { changeMail, confirmMail, undoMail } from "./mail-change";
import { ownSecurity } from "./own-security";
import { addPasskey, beginPasskey, removePasskey, renamePasskey } from "./passkey-commands";
import { askRecovery, listRecoveries, ownRecovery, stopRecovery, takeRecovery, vouchRecovery } from "./recoveries";
import { requestLink } from "./request-link";
import { requestPassword } from "./request-password";
import { revokeOthers, staySignedIn } from "./revoke-others";
import { revokeSession } from "./revoke-session";
import { beginPasskeySignIn, beginProof, secondStep, signInStep } from "./second-step";
import { setPassword } from "./set-password";
import { ownPreferences, setPreferences } from "./set-preferences";
import { signOut } from "./sign-out";
import { stepUp } from "./step-up";
import { whoami } from "./whoami";
import { beginTotp, confirmTotp, removeTotp, renewCodes } from "./totp-commands";

/** Commands of signing in and out, and of what one signs in with. */
export const accessCommands = [
  requestLink,
  requestPassword,
  setPassword,
  changePassword,
  changeMail,
  confirmMail,
  undoMail,
  beginPasskeySignIn,
  beginProof,
  secondStep,
  stepUp,
  beginPasskey,
  addPasskey,
  renamePasskey,
  removePasskey,
  beginTotp,
  confirmTotp,
  removeTotp,
  renewCodes,
  beginTie,
  askRecovery,
  vouchRecovery,
  stopRecovery,
  takeRecovery,
  revokeSession,
  revokeOthers,
  staySignedIn,
  signOut,
  setPreferences,
];

/** Queries of signing in and out, and of what one signs in with. */
export const accessQueries = [whoami, ownPreferences, listSessions, signInStep, ownSecurity, ownRecovery, listRecoveries];
