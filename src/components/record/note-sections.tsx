"use client";

import { useTranslations } from "next-intl";
import { useId } from "react";
import type { NoteText } from "@/core/record/note";

const SECTIONS = ["subjective", "objective", "assessment", "plan"] as const;

interface NoteSectionsProps {
  text: NoteText;
  canWrite: boolean;
  onChange: (part: Partial<NoteText>) => void;
  onLeave: () => void;
}

/** The four parts of the note, written like a page rather than a form. */
export function NoteSections({ text, canWrite, onChange, onLeave }: NoteSectionsProps) {
  return (
    <div className="mt-2 max-w-[42rem]">
      {SECTIONS.map((section) => (
        <NoteSection
          key={section}
          section={section}
          value={text[section]}
          canWrite={canWrite}
          onChange={(value) => onChange({ [section]: value })}
          onLeave={onLeave}
        />
      ))}
    </div>
  );
}

interface NoteSectionProps {
  section: (typeof SECTIONS)[number];
  value: string;
  canWrite: boolean;
  onChange: (value: string) => void;
  onLeave: () => void;
}

function NoteSection({ section, value, canWrite, onChange, onLeave }: NoteSectionProps) {
  const t = useTranslations("record.sections");
  const id = useId();
  // Nobody writes here any more: a heading with nothing below it would look like something lost.
  if (!canWrite && value === "") return null;
  if (!canWrite) {
    return (
      <section className="mt-5">
        <h2 className="text-small text-ink2">{t(section)}</h2>
        <p className="text-reading whitespace-pre-wrap">{value}</p>
      </section>
    );
  }
  return (
    <div className="mt-5">
      <label htmlFor={id} className="text-small font-semibold text-ink2">
        {t(section)}
      </label>
      <textarea
        id={id}
        value={value}
        rows={2}
        maxLength={20_000}
        placeholder={t(`${section}Help`)}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onLeave}
        className="-mx-3 block min-h-18 w-[calc(100%+1.5rem)] resize-none rounded-control px-3 py-1 text-reading [field-sizing:content] placeholder:text-ink3 hover:bg-well/50"
      />
    </div>
  );
}
