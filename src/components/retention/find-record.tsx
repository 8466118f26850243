"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { TextField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { Row } from "@/components/kit/row";
import { useClock } from "@/components/scheduling/use-clock";
import { askPrivately } from "@/room/api";

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
  const [found, setFound] = useState<readonly Found[] | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(() => {
      if (text.trim() === "") return setFound(null);
      askPrivately<unknown, { patients: readonly Found[] }>("access/explain-people", { text }, { signal: stop.signal }).then(
        (result) => result.ok && setFound(result.value.patients),
        // The next letter took this question back.
        () => {},
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return (
    <>
      <p className="mb-3 text-ink2">{t("find.words")}</p>
      <TextField
        className="max-w-[30rem]"
        type="search"
        label={t("find.label")}
        help={t(found?.length === 0 ? "find.nobody" : "find.help")}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={setText}
      />
      <ul className={(found ?? []).length === 0 ? "hidden" : "mt-3 border-b border-rule"}>
        {(found ?? []).map(({ id, name, birthDate }) => (
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
