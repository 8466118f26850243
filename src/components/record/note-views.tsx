"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { NoteViewRef } from "@/core/record/note";
import type { NoteView } from "@/core/record/views";
import { ViewSource } from "./view-source";
import { ViewPicture } from "./view-picture";

interface NoteViewsProps {
  note: NoteView;
  refs: readonly NoteViewRef[];
  canWrite: boolean;
  onChange: (refs: NoteViewRef[]) => void;
}

/** The views that were kept in the visit, each with whether note and patient show it. */
export function NoteViews({ note, refs, canWrite, onChange }: NoteViewsProps) {
  const t = useTranslations("record.views");
  return (
    <section aria-labelledby="views-heading">
      <h2 id="views-heading" className="text-h3">
        {t("title")}
      </h2>
      <p className="text-small text-ink2">{note.views.length === 0 ? t("none") : t("lead")}</p>
      <ol className="mt-5 grid gap-6 tablet:grid-cols-2 desk:grid-cols-1">
        {note.views.map((view, at) => (
          <NoteViewCard
            key={view.viewId}
            view={view}
            number={at + 1}
            timeZone={note.visit.zone}
            reference={refs.find((each) => each.viewId === view.viewId) ?? null}
            canWrite={canWrite}
            onChange={(reference) => onChange(replaceRef(note, refs, view.viewId, reference))}
          />
        ))}
      </ol>
    </section>
  );
}

/** The refs with one changed, in the order in which the views were kept. */
function replaceRef(
  note: NoteView,
  refs: readonly NoteViewRef[],
  viewId: NoteViewRef["viewId"],
  reference: NoteViewRef | null,
): NoteViewRef[] {
  const byId = new Map(refs.map((each) => [each.viewId, each]));
  if (reference === null) byId.delete(viewId);
  else byId.set(viewId, reference);
  return note.views.flatMap((view) => byId.get(view.viewId) ?? []);
}

interface NoteViewCardProps {
  view: NoteView["views"][number];
  number: number;
  timeZone: string;
  reference: NoteViewRef | null;
  canWrite: boolean;
  onChange: (reference: NoteViewRef | null) => void;
}

function NoteViewCard({ view, number, timeZone, reference, canWrite, onChange }: NoteViewCardProps) {
  const t = useTranslations("record.views");
  const format = useFormatter();
  const isIn = reference !== null;
  return (
    <li>
      <ViewPicture
        viewId={view.viewId}
        alt={t("picture", { label: view.label })}
        className="aspect-video w-full rounded-picture bg-scene object-cover"
      />
      <div className="mt-2 grid grid-cols-[auto_1fr] gap-x-2.5 text-small">
        <span className="grid size-[22px] place-items-center rounded-mark bg-ink text-note font-semibold text-paper">
          <span className="sr-only">{t("number", { number })}</span>
          <span aria-hidden="true">{number}</span>
        </span>
        <div>
          <p>{view.label}</p>
          <p className="text-ink2">
            {t("keptAt", { time: format.dateTime(view.keptAtMs, "time", { timeZone }), who: view.keptBy })}
          </p>
          {view.momentMs !== null && <p className="text-ink2">{t("momentOf", { time: format.dateTime(view.momentMs, "time", { timeZone }) })}</p>}
          <ViewSource registers={view.registers} />
        </div>
      </div>
      {canWrite && (
        <div className="mt-1 grid">
          <Check
            label={t("inNote")}
            isOn={isIn}
            onChange={(on) => onChange(on ? { viewId: view.viewId, forPatient: true } : null)}
          />
          {isIn && (
            <Check
              label={t("forPatient")}
              isOn={reference.forPatient}
              onChange={(forPatient) => onChange({ viewId: view.viewId, forPatient })}
            />
          )}
        </div>
      )}
    </li>
  );
}

function Check({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-3 text-small">
      <input type="checkbox" className="size-5" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
