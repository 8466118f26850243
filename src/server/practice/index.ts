import "server-only";
import { apiClients, createApiClient, revokeApiClient } from "./api-clients";
import { addToCareTeam, careTeam, endCareTeamPlace } from "./care-team";
import { changeStaff } from "./change-staff";
import { consentTexts, discardConsentDraft, publishConsent, saveConsentDraft } from "./consent-texts";
import { deactivateStaff, leaving, reactivateStaff } from "./deactivate-staff";
import { setUpPractice } from "./first-run";
import { inviteStaff, resendInvite } from "./invite-staff";
import { practiceOverview } from "./overview";
import { changeService, createService, practiceServices } from "./services";
import { changePractice, practiceSettings } from "./settings";
import { practiceStaff } from "./staff";
import { practiceTemplates, resetTemplate, saveTemplate } from "./templates";

/** Commands about the practice itself and who works there. */
export const practiceCommands = [
  inviteStaff,
  resendInvite,
  changeStaff,
  deactivateStaff,
  reactivateStaff,
  addToCareTeam,
  endCareTeamPlace,
  changePractice,
  createService,
  changeService,
  saveTemplate,
  resetTemplate,
  saveConsentDraft,
  publishConsent,
  discardConsentDraft,
  createApiClient,
  revokeApiClient,
  setUpPractice,
];

/** Queries about the practice itself and who works there. */
export const practiceQueries = [practiceOverview, practiceStaff, leaving, careTeam, practiceSettings, practiceServices, practiceTemplates, consentTexts, apiClients];
