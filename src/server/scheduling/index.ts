import "server-only";
import { bookAppointment } from "./book-appointment";
import { cancelAppointment, moveAppointment, restoreAppointment } from "./change-appointment";
import { schedulingDay } from "./day";
import { offerTimes } from "./offer-times";
import { schedulingToday } from "./today";

/** Commands about appointments. */
export const schedulingCommands = [bookAppointment, cancelAppointment, moveAppointment, restoreAppointment];

/** Queries about appointments. */
export const schedulingQueries = [offerTimes, schedulingDay, schedulingToday];
