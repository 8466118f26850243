"use client";

import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { usePending } from "@/components/access/use-pending";
import { useStepUp } from "@/components/access/use-step-up";
import { TextField } from "@/components/kit/field";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { Row } from "@/components/kit/row";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { RetentionRules } from "@/core/record/retention-views";
import { callCommand } from "@/room/api";

type Rule = RetentionRules["rules"][number];

/** The rule of each class, and a way to change it. */
export function RuleList({ rules, mayChange }: RetentionRules) {
  const t = useTranslations("retention.rules");
  const [changing, setChanging] = useState<Rule | null>(null);
  const noteOf = ({ atTheEnd, years, minorsUntilAge, isOwn }: Rule) => {
    const words =
      atTheEnd === "propose" && minorsUntilAge !== null ? t("note.proposeAge", { years, age: minorsUntilAge }) : t(`note.${atTheEnd}`, { years });
    return isOwn ? `${words} ${t("own")}` : words;
  };
  return (
    <>
      <ul className="border-b border-rule">
        {rules.map((rule) => {
          const name = t(`class.${rule.recordClass}`);
          return (
            <Row
              as="li"
              key={rule.recordClass}
              title={name}
              note={noteOf(rule)}
              end={
                mayChange && rule.atTheEnd !== "keep" ? (
                  <PlainButton aria-label={t("changeNamed", { name })} onPress={() => setChanging(rule)}>
                    {t("change")}
                  </PlainButton>
                ) : undefined
              }
            />
          );
        })}
      </ul>
      {changing !== null && <RuleDialog rule={changing} onClose={() => setChanging(null)} />}
    </>
  );
}

function RuleDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const t = useTranslations("retention.rules");
  const say = useErrorWords();
  const router = useRouter();
  const step = useStepUp();
  const { isPending, error, run } = usePending();
  const [years, setYears] = useState(String(rule.years));
  const [age, setAge] = useState(rule.minorsUntilAge === null ? "" : String(rule.minorsUntilAge));
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const minorsUntilAge = rule.minorsUntilAge === null ? null : Number(age || Number.NaN);
    const input = { recordClass: rule.recordClass, years: Number(years || Number.NaN), minorsUntilAge };
    const done = await run(() => step.run(() => callCommand<typeof input, object>("retention/change-rule", input)));
    if (done === null) return;
    announce(t("saved"));
    onClose();
    router.refresh();
  };
  const wrong = (field: string) => (error?.fields?.[field] === undefined ? undefined : say(error, field));
  return (
    <>
      <PlainDialog title={t(`class.${rule.recordClass}`)} isOpen onClose={onClose} actions={<PlainButton kind="text" onPress={onClose}>{t("cancel")}</PlainButton>}>
        <form method="post" noValidate onSubmit={(event) => void save(event)} className="flex flex-col gap-4">
          {error !== null && error.fields === undefined && <p role="alert">{say(error)}</p>}
          <TextField label={t("years")} help={t("yearsHelp", { years: rule.leastYears })} error={wrong("years")} inputMode="numeric" maxLength={3} value={years} onChange={setYears} />
          {rule.minorsUntilAge !== null && (
            <TextField label={t("age")} error={wrong("minorsUntilAge")} inputMode="numeric" maxLength={3} value={age} onChange={setAge} />
          )}
          <div>
            <PlainButton type="submit" kind="filled" pending={isPending}>
              {t("save")}
            </PlainButton>
          </div>
        </form>
      </PlainDialog>
      {step.dialog}
    </>
  );
}
