import { describe, expect, it } from "vitest";
import { isNotificationKind, NOTIFICATION_KINDS, notificationHref, type NotificationKind } from "./kinds";

const kinds = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];

describe("notifications", () => {
  it("each leads to a page of ours, also where its subject is unknown", () => {
    for (const kind of kinds) {
      for (const id of ["11111111-1111-4111-8111-111111111111", null]) {
        for (const isStaff of [true, false]) {
          const href = notificationHref(kind, { id, date: null, isStaff });
          expect(href).toMatch(/^\/[\w\-/?=]*$/);
          expect(href).not.toContain("{");
        }
      }
    }
  });

  it("a moved visit leads staff to its day, and the patient to their own page", () => {
    expect(notificationHref("appointment.moved", { id: "a", date: "2026-11-26", isStaff: true })).toBe("/schedule?date=2026-11-26");
    expect(notificationHref("appointment.moved", { id: "a", date: "2026-11-26", isStaff: false })).toBe("/home");
  });

  it("knows its own kinds and no name that every object has", () => {
    expect(isNotificationKind("visit.arrived")).toBe(true);
    expect(isNotificationKind("toString")).toBe(false);
  });
});
