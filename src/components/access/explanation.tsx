import { useTranslations } from "next-intl";
import { Icon } from "@/components/kit/icon";
import { useClock } from "@/components/scheduling/use-clock";
import type { ExplainView } from "@/core/access/explain-views";
import { actKey, type Act } from "./explained-acts";

type Line = ExplainView["lines"][number];

/** The answer in words: yes or no, by which rules, and since when each holds. */
export function Explanation({ view, act }: { view: ExplainView; act: Act }) {
  const t = useTranslations("emergency.explain");
  const role = useTranslations("emergency.explain.role");
  const roleOf = (who: string) => (role.has(who as "admin") ? role(who as "admin") : who);
  return (
    <section role="status" className="mt-8">
      <h2 className="text-h2">{t(view.allowed ? "yes" : "no", { staff: view.staffName })}</h2>
      <p className="mt-1 text-ink2">{t("about", { what: t(`act.${actKey(act)}`), patient: view.patientName })}</p>
      {!view.isActive && <p className="mt-3">{t("inactiveWords")}</p>}
      {view.others.length > 0 && <p className="mt-3">{t("others", { roles: view.others.map(roleOf).join(", ") })}</p>}
      <ul className="mt-4 border-t border-rule">
        {view.lines.map((line) => (
          <RuleLine key={`${line.who} ${line.relation}`} line={line} role={roleOf(line.who)} zone={view.zone} />
        ))}
      </ul>
    </section>
  );
}

function RuleLine({ line, role, zone }: { line: Line; role: string; zone: string }) {
  const t = useTranslations("emergency.explain");
  const tie = useTranslations("emergency.explain.tie");
  const clock = useClock(zone);
  const at = (atMs: number | null) => (atMs === null ? "" : clock.moment(atMs));
  return (
    <li className="flex gap-3 border-b border-rule py-3">
      <Icon name={line.holds ? "check" : "close"} />
      <div>
        <span className="sr-only">{t(line.holds ? "holds" : "lacks")}: </span>
        <p className={line.holds ? "font-semibold" : "text-ink2"}>{t(`relation.${line.relation}`, { role })}</p>
        {line.holds &&
          line.ties.map(({ kind, sinceMs, untilMs }) => (
            <p key={`${kind} ${sinceMs}`} className="text-small text-ink2">
              {tie(kind === "named" && untilMs !== null ? "namedUntil" : kind, { since: at(sinceMs), until: at(untilMs) })}
            </p>
          ))}
      </div>
    </li>
  );
}
