import "server-only";
import { agreeToVisit, giveConsent, patientConsents, withdrawConsent } from "./consents";
import { changeDetails, patientDetails } from "./details";
import { listDuplicates } from "./duplicates";
import { listLikelyDuplicates } from "./likely-duplicates";
import { listStaff } from "./list-staff";
import { listMerges, mergePatients, mergePreview, undoMerge } from "./merge-patients";
import { myVisits } from "./my-visits";
import { inviteAccount, patientAccount, withdrawAccountInvite } from "./patient-account";
import { patientPage } from "./patient-page";
import { acceptProxy, actingFor, inviteProxy, listProxies, proxyInvitation, revokeProxy } from "./proxies";
import { registerPatient } from "./register-patient";
import { judgeRegistration, listRegistrations } from "./registrations";
import { searchPatients } from "./search-patients";
import { askToRegister, confirmRegistration, registrationPage } from "./self-register";
import { accountInvitation, takeAccount } from "./take-account";
import { keepApart } from "./tell-apart";

/** Commands about patients and staff. */
export const peopleCommands = [
  registerPatient,
  askToRegister,
  confirmRegistration,
  judgeRegistration,
  changeDetails,
  keepApart,
  mergePatients,
  undoMerge,
  giveConsent,
  withdrawConsent,
  agreeToVisit,
  inviteProxy,
  acceptProxy,
  revokeProxy,
  inviteAccount,
  withdrawAccountInvite,
  takeAccount,
];

/** Queries about patients and staff. */
export const peopleQueries = [
  listLikelyDuplicates,
  listStaff,
  myVisits,
  patientPage,
  searchPatients,
  registrationPage,
  listRegistrations,
  patientDetails,
  listDuplicates,
  mergePreview,
  listMerges,
  patientConsents,
  listProxies,
  proxyInvitation,
  actingFor,
  patientAccount,
  accountInvitation,
];
