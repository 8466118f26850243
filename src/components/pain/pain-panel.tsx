"use client";

import { useTranslations } from "next-intl";
import { Fragment, useState, type ReactNode } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { ActorClaim } from "@/core/access/claim";
import type { VisitId } from "@/core/kit/ids";
import type { Figure } from "@/core/pain/figure";
import type { KeptPainMap, VisitPain } from "@/core/pain/map";
import { PainEditor } from "./pain-editor";
import { PainRead } from "./pain-read";
import { useFigure } from "./use-figure";
import { usePainDraft, useVisitPain } from "./use-pain";
import "./pain.css";

interface PainPanelProps {
  visitId: VisitId;
  as?: ActorClaim;
  /** How a map is shown to whoever reads it; else plainly. */
  renderMap?: (kept: KeptPainMap, figure: Figure, zone: string) => ReactNode;
}

/** Where it hurts for one visit: to paint for those who may, to read for the others. */
export function PainPanel({ visitId, as, renderMap }: PainPanelProps) {
  const t = useTranslations("pain");
  const say = useErrorWords();
  const { figure, hasFailed, retry } = useFigure();
  const { view, error, refresh } = useVisitPain(visitId, as);
  if (hasFailed || (view === null && error !== null)) {
    return (
      <div className="grid gap-3 p-4" role="alert">
        <p>{hasFailed || error === null ? t("failed") : say(error)}</p>
        <PlainButton onPress={() => (hasFailed ? retry() : refresh())}>{t("retry")}</PlainButton>
      </div>
    );
  }
  if (view === null || figure === null) {
    return (
      <p role="status" className="p-4 text-ink2">
        {t("loading")}
      </p>
    );
  }
  return <PainOf {...{ view, figure, as, renderMap }} />;
}

/** What one began to paint is not torn away by what others do: only the visit's end turns it into what is read. */
function PainOf({ view, figure, as, renderMap }: { view: VisitPain; figure: Figure } & Omit<PainPanelProps, "visitId">) {
  const t = useTranslations("pain");
  const [firstOwn] = useState(view.own);
  const others = view.maps.filter(({ painter }) => painter !== firstOwn?.painter);
  if (firstOwn !== null && view.own !== null) {
    return (
      <>
        <Paint visitId={view.visitId} own={firstOwn} figure={figure} view={view} as={as} />
        <Maps maps={others} zone={view.zone} figure={figure} renderMap={renderMap} />
      </>
    );
  }
  return (
    <div className="p-4">
      {firstOwn !== null && <p className="mb-4">{t("over")}</p>}
      {view.maps.length === 0 ? (
        <EmptyState title={t("nothing")}>
          <p>{t("nothingWords")}</p>
        </EmptyState>
      ) : (
        <Maps maps={view.maps} zone={view.zone} figure={figure} renderMap={renderMap} />
      )}
    </div>
  );
}

interface PaintProps {
  visitId: VisitId;
  own: NonNullable<VisitPain["own"]>;
  figure: Figure;
  view: VisitPain;
  as: ActorClaim | undefined;
}

function Paint({ visitId, own, figure, view, as }: PaintProps) {
  const draft = usePainDraft(visitId, own, as);
  return <PainEditor figure={figure} draft={draft} emergencyNumber={view.emergencyNumber} zone={view.zone} />;
}

interface MapsProps extends Pick<PainPanelProps, "renderMap"> {
  maps: readonly KeptPainMap[];
  zone: string;
  figure: Figure;
}

function Maps({ maps, zone, figure, renderMap }: MapsProps) {
  return (
    <div className="grid gap-6">
      {maps.map((kept) => (
        <Fragment key={kept.painter}>{renderMap?.(kept, figure, zone) ?? <PainRead kept={kept} zone={zone} figure={figure} />}</Fragment>
      ))}
    </div>
  );
}
