/** More unread notifications than so many are told as "more than". */
export const UNREAD_SHOWN = 99;
