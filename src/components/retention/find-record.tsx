"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useClock } from "@/components/scheduling/use-clock";
import { AskFailed } from "@/components/search/find-field";
import { useAsked } from "@/components/search/use-asked";

interface Found {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string;
}

/** Looks for one patient by name. */
export function FindRecord({ onFound }: { onFound: (who: { id: string; name: string }) => void }) {
  const t = useTranslations("retention");
  const { full } = useClock("UTC");
  const [text, setText] = useState("");
  const asked = useAsked<{ patients: readonly Found[] }>("access/explain-people", text);
  const found = asked.answer?.patients ?? [];
  const isNobody = asked.state === "done" && found.length === 0;
  return (
    <>
      <p className="mb-3 text-ink2">{t("find.words")}</p>
      <TextField
        className="max-w-[30rem]"
        type="search"
        label={t("find.label")}
        help={t(isNobody ? "find.nobody" : "find.help")}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={setText}
      />
      {asked.state === "failed" && <AskFailed words={t("find.failed")} onAgain={asked.again} />}
      <ul className={found.length === 0 ? "hidden" : "mt-3 border-b border-rule"}>
        {found.map(({ id, name, birthDate }) => (
          <Row
            as="li"
            key={id}
            title={<bdi>{name}</bdi>}
            note={t("find.born", { date: full(birthDate) })}
            end={
              <PlainButton aria-label={t("due.lookNamed", { name })} onPress={() => onFound({ id, name })}>
                {t("due.look")}
              </PlainButton>
            }
          />
        ))}
      </ul>
    </>
  );
}
