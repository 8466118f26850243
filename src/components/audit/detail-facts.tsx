import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import type { AuditDetail } from "@/core/audit/search";

/** Everything that is known of one entry. An entry that is not what was written says so first. */
export function DetailFacts({ detail }: { detail: AuditDetail }) {
  const t = useTranslations("audit.detail");
  const { line } = detail;
  const facts: readonly (readonly [string, string | null])[] = [
    [t("action"), line.action],
    [t("actor"), [line.actorName, line.actorKind, line.actorId].filter(Boolean).join(" · ")],
    [t("roles"), line.actorRoles.join(", ") || null],
    [t("patient"), [line.patientName, line.patientId].filter(Boolean).join(" · ") || null],
    [t("subject"), [line.subjectType, line.subjectId].filter(Boolean).join(" · ") || null],
    [t("code"), line.code],
    [t("glass"), line.breakGlassId],
    [t("address"), detail.address ?? (detail.sourceHash === null ? null : t("addressGone"))],
    [t("browser"), detail.userAgent === "" ? null : detail.userAgent],
    [t("source"), detail.sourceHash],
    [t("session"), detail.sessionId],
    [t("request"), detail.requestId],
    [t("position"), detail.position === null ? t("notSealed") : String(detail.position)],
  ];
  return (
    <>
      {!detail.holds && <Banner kind="urgent" fact={t("holdsNot")} />}
      <dl className="audit-facts text-small">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
