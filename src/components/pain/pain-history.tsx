"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SelectField } from "@/components/kit/field";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { ActorClaim } from "@/core/access/claim";
import type { DomainError } from "@/core/kit/errors";
import type { PatientId } from "@/core/kit/ids";
import { changeOf, measureOf, type PainMeasure } from "@/core/pain/compare";
import type { Figure } from "@/core/pain/figure";
import type { PainHistory as History } from "@/core/pain/map";
import { INTENSITY_MAX } from "@/core/pain/words";
import { callQuery } from "@/room/api";
import { PainRead } from "./pain-read";
import { useFigure } from "./use-figure";
import { usePlaceWords } from "./use-place-words";
import "./pain.css";

type Entry = History["entries"][number];

interface PainHistoryProps {
  patientId: PatientId;
  as?: ActorClaim;
}

/** Where it hurt, visit by visit: two beside each other, a chart, and all as a table. */
export function PainHistory({ patientId, as }: PainHistoryProps) {
  const t = useTranslations("pain");
  const say = useErrorWords();
  const { figure, hasFailed, retry } = useFigure();
  const [view, setView] = useState<History | null>(null);
  const [error, setError] = useState<DomainError | null>(null);
  const [tries, setTries] = useState(0);
  const [claim] = useState(as);
  useEffect(() => {
    let isGone = false;
    void callQuery<{ patientId: PatientId }, History>("pain/history", { patientId }, { as: claim }).then((answer) => {
      if (isGone) return;
      if (answer.ok) setView(answer.value);
      setError(answer.ok ? null : answer.error);
    });
    return () => {
      isGone = true;
    };
  }, [patientId, claim, tries]);
  if (hasFailed || error !== null) {
    return (
      <div role="alert" className="grid gap-3 py-4">
        <p>{error === null ? t("failed") : say(error)}</p>
        <PlainButton onPress={() => (hasFailed ? retry() : setTries(tries + 1))}>{t("retry")}</PlainButton>
      </div>
    );
  }
  if (view === null || figure === null) return <p role="status">{t("loading")}</p>;
  if (view.entries.length === 0) {
    return (
      <EmptyState title={t("history.none")}>
        <p>{t("history.noneWords")}</p>
      </EmptyState>
    );
  }
  return <Told view={view} figure={figure} />;
}

function Told({ view, figure }: { view: History; figure: Figure }) {
  const t = useTranslations("pain.history");
  const measures = view.entries.map(({ map }) => measureOf(map, figure));
  return (
    <div className="grid gap-8">
      <p className="text-small text-ink2">{t("caution")}</p>
      <Compare view={view} figure={figure} measures={measures} />
      <Chart view={view} measures={measures} />
      <AllMaps view={view} figure={figure} measures={measures} />
      {view.hasMore && <p className="text-small text-ink2">{t("more")}</p>}
    </div>
  );
}

interface ToldProps {
  view: History;
  figure: Figure;
  measures: readonly PainMeasure[];
}

function useEntryDate(zone: string): (entry: Entry) => string {
  const format = useFormatter();
  return ({ startsAtMs }) => format.dateTime(startsAtMs, { day: "numeric", month: "short", year: "numeric", timeZone: zone });
}

/** Two maps beside each other, with what changed from the earlier to the later. */
function Compare({ view, figure, measures }: ToldProps) {
  const t = useTranslations("pain.history");
  const by = useTranslations("pain.by");
  const date = useEntryDate(view.zone);
  const last = view.entries.length - 1;
  const [from, setFrom] = useState(Math.min(1, last));
  const [to, setTo] = useState(0);
  const [earlier, later] = [view.entries[from], view.entries[to]];
  if (earlier === undefined || later === undefined) return null;
  const options = view.entries.map((entry, at) => ({ value: String(at), label: `${date(entry)}, ${by(entry.painter)}` }));
  if (last === 0) return <PainRead kept={later} figure={figure} zone={view.zone} />;
  return (
    <section aria-labelledby="pain-compare" className="grid gap-3">
      <h3 id="pain-compare" className="text-h3">
        {t("compare")}
      </h3>
      <div className="grid gap-6 tablet:grid-cols-2">
        {([[t("from"), from, setFrom, earlier], [t("to"), to, setTo, later]] as const).map(([label, at, choose, entry]) => (
          <div key={label} className="grid content-start gap-3">
            <SelectField label={label} value={String(at)} onChange={(value) => choose(Number(value))} options={options} />
            <PainRead kept={entry} figure={figure} zone={view.zone} />
          </div>
        ))}
      </div>
      <ChangeLine before={measures[from]} after={measures[to]} figure={figure} />
    </section>
  );
}

function ChangeLine({ before, after, figure }: { before: PainMeasure | undefined; after: PainMeasure | undefined; figure: Figure }) {
  const t = useTranslations("pain.history");
  const { percent } = usePlaceWords(figure);
  if (before === undefined || after === undefined) return null;
  const { worst, areaPercent } = changeOf(before, after);
  const intensity = worst === null ? t("unknown") : worst === 0 ? t("same") : t(worst > 0 ? "stronger" : "weaker", { n: Math.abs(worst) });
  const rounded = percent(Math.abs(areaPercent));
  const area = rounded === percent(0) ? t("areaSame") : t(areaPercent > 0 ? "areaUp" : "areaDown", { n: rounded });
  return (
    <p role="status" className="font-semibold">
      {t("change", { intensity, area })}
    </p>
  );
}

const CHART = { width: 560, height: 150, side: 24, foot: 22 } as const;

/** The worst pain of each map, oldest first; the table below says the same. */
function Chart({ view, measures }: Omit<ToldProps, "figure">) {
  const t = useTranslations("pain.history");
  const { width, height, side, foot } = CHART;
  const said = measures.flatMap(({ worst }, at) => (worst === null ? [] : [{ at: view.entries.length - 1 - at, worst }])).reverse();
  if (said.length < 2) return null;
  const x = (at: number): number => side + (at / Math.max(1, view.entries.length - 1)) * (width - 2 * side);
  const y = (worst: number): number => 10 + (1 - worst / INTENSITY_MAX) * (height - foot - 10);
  return (
    <figure className="max-w-[40rem]">
      <figcaption className="text-small text-ink2">{t("chart")}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false" className="w-full">
        {[0, 5, 10].map((line) => (
          <g key={line}>
            <path d={`M${side} ${y(line)}H${width - side}`} className="stroke-rule" />
            <text x={side - 6} y={y(line) + 4} textAnchor="end" className="fill-ink2 text-note">
              {line}
            </text>
          </g>
        ))}
        <polyline points={said.map(({ at, worst }) => `${x(at)},${y(worst)}`).join(" ")} className="fill-none stroke-coral" strokeWidth="2" />
        {said.map(({ at, worst }) => (
          <g key={at}>
            <circle cx={x(at)} cy={y(worst)} r="4" className="fill-coral" />
            <text x={x(at)} y={y(worst) - 8} textAnchor="middle" className="fill-ink text-note">
              {worst}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

function AllMaps({ view, figure, measures }: ToldProps) {
  const t = useTranslations("pain.history");
  const by = useTranslations("pain.by");
  const date = useEntryDate(view.zone);
  const { percent } = usePlaceWords(figure);
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("table")}>
      <table className="pain-table">
        <caption className="text-h3 text-start">{t("table")}</caption>
        <thead>
          <tr>
            {(["date", "who", "worst", "areaHead", "places"] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.entries.map((entry, at) => (
            <tr key={`${entry.visitId}-${entry.painter}`}>
              <th scope="row">{date(entry)}</th>
              <td>{by(entry.painter)}</td>
              <td>{measures[at]?.worst ?? t("notSaid")}</td>
              <td>{percent(measures[at]?.areaPercent ?? 0)} %</td>
              <td>{measures[at]?.places ?? 0}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
