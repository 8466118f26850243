/** More unread notifications than so many are told as "more than". */
export const UNREAD_SHOWN = 99;

/** For how long notifications are kept, days. Older ones are taken away, read or not. */
export const NOTIFICATION_DAYS = 90;
