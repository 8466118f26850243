import "server-only";
import { listNotifications } from "./list";
import { markAllNotifications, markNotifications, undoMarkAll } from "./mark";

/** Commands about a person's own notifications. */
export const notificationCommands = [markNotifications, markAllNotifications, undoMarkAll];

/** Queries about a person's own notifications. */
export const notificationQueries = [listNotifications];
