import { useTranslations } from "next-intl";
import { Avatar } from "@/components/kit/mark";
import { Row } from "@/components/kit/row";
import { ROLES, type Role } from "@/core/access/actor";
import type { StaffListEntry } from "@/core/people/patient-page";
import { zonePlace } from "@/core/scheduling/zone-place";

/** Who works here, for admins. */
export function StaffList({ staff }: { staff: readonly StaffListEntry[] }) {
  const t = useTranslations("people.list");
  const isRole = (text: string): text is Role => ROLES.some((role) => role === text);
  return (
    <main id="main" tabIndex={-1} className="people-page">
      <h1 className="text-h1">{t("staff")}</h1>
      <p className="mt-1 max-w-[34rem] text-ink2">{t("staffWords")}</p>
      <ul className="mt-6 border-b border-rule">
        {staff.map((each) => (
          <Row
            key={each.id}
            as="li"
            start={<Avatar name={each.name} />}
            title={<span className="font-semibold">{each.name}</span>}
            note={[each.speciality, each.email, zonePlace(each.zone)].filter(Boolean).join(" · ")}
            end={
              <span className="text-small text-ink2">
                {each.active ? each.roles.filter(isRole).map((role) => t(`role.${role}`)).join(", ") : t("inactive")}
              </span>
            }
          />
        ))}
      </ul>
    </main>
  );
}
