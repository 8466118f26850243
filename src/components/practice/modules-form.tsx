"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { Choice, ChoiceGroup } from "@/components/kit/choice";
import { FormFoot } from "@/components/kit/form-foot";
import { useUnsaved } from "@/components/people/use-unsaved";
import { BUILT_MODULES, MODULES, type ClinicalModule } from "@/core/practice/modules";
import type { PracticeSettings } from "@/core/practice/settings";
import { callQuery } from "@/room/api";
import { BothVersions } from "./both-versions";
import { useSave } from "./use-save";

/** Switches of the clinical modules that there are. */
export function ModulesForm({ initial }: { initial: PracticeSettings }) {
  const t = useTranslations("practice");
  const [base, setBase] = useState<{ version: number; modules: readonly ClinicalModule[] }>(initial);
  const [chosen, setChosen] = useState<readonly ClinicalModule[]>(initial.modules);
  const [theirs, setTheirs] = useState<PracticeSettings | null>(null);
  const { isPending, error, setError, save, dialog } = useSave();
  const isDirty = chosen.join() !== base.modules.join();
  useUnsaved(isDirty);
  const send = async (version: number) => {
    const show = async () => {
      const now = await callQuery<object, PracticeSettings>("practice/settings", {});
      if (!now.ok) return setError(now.error);
      // Only other settings changed: nothing here is in anybody's way.
      if (now.value.modules.join() === base.modules.join()) void send(now.value.version);
      else setTheirs(now.value);
    };
    const done = await save<{ version: number }>("practice/change-practice", { version, changes: { modules: chosen } }, t("modules.saved"), () => void show());
    if (done === null) return;
    setBase({ version: done.version, modules: chosen });
    setTheirs(null);
  };
  if (theirs !== null) {
    const names = (modules: readonly ClinicalModule[]) => modules.map((each) => t(`modules.${each}`)).join(", ");
    return (
      <BothVersions
        differences={[{ name: t("fields.modules"), theirs: names(theirs.modules), mine: names(chosen) }]}
        words={{ title: t("conflict.title"), words: t("conflict.words"), theirs: t("conflict.theirs"), mine: t("conflict.mine"), keepTheirs: t("conflict.keepTheirs"), keepMine: t("conflict.keepMine"), none: t("conflict.none") }}
        isPending={isPending}
        onMine={() => void send(theirs.version)}
        onTheirs={() => {
          setBase(theirs);
          setChosen(theirs.modules);
          setTheirs(null);
        }}
      />
    );
  }
  return (
    <>
      <form
        noValidate
        method="post"
        className="settings-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (isDirty) void send(base.version);
        }}
      >
        <ChoiceGroup label={t("modules.title")}>
          {BUILT_MODULES.map((each) => (
            <Choice
              key={each}
              title={t(`modules.${each}`)}
              note={t(`modules.${each}Words`)}
              checked={chosen.includes(each)}
              onChange={(isOn) => setChosen(MODULES.filter((module) => (module === each ? isOn : chosen.includes(module))))}
            />
          ))}
        </ChoiceGroup>
        <FormFoot save={t("modules.save")} change={{ isDirty, unsaved: t("modules.unsaved"), nothing: t("modules.nothing") }} isPending={isPending} error={error} />
      </form>
      {dialog}
    </>
  );
}
