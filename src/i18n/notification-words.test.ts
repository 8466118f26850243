import { expect, it } from "vitest";
import { NOTIFICATION_KINDS } from "@/core/notifications/kinds";
import english from "../../messages/en/notifications.json";

it("each kind of notification has its words, and no words are without a kind", () => {
  const worded = Object.entries(english.kinds).flatMap(([area, words]) => Object.keys(words).map((name) => `${area}.${name}`));
  expect([...worded].sort()).toEqual(Object.keys(NOTIFICATION_KINDS).sort());
});
