import "server-only";
import { listLikelyDuplicates } from "./likely-duplicates";
import { listStaff } from "./list-staff";
import { myVisits } from "./my-visits";
import { patientPage } from "./patient-page";
import { registerPatient } from "./register-patient";
import { searchPatients } from "./search-patients";

/** Commands about patients and staff. */
export const peopleCommands = [registerPatient];

/** Queries about patients and staff. */
export const peopleQueries = [listLikelyDuplicates, listStaff, myVisits, patientPage, searchPatients];
