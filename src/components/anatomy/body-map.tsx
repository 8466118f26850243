"use client";

import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import { useFigure } from "@/components/pain/use-figure";
import { usePainWords } from "@/components/pain/use-pain-words";
import { drawBody, MAP_SIDES, placesOf, type MapSide, type ModelPlace } from "@/core/anatomy/body-map";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { chooseModel } from "@/core/anatomy/choose-model";
import { FIRST_MODEL } from "@/core/anatomy/models";
import type { Figure } from "@/core/pain/figure";
import { useModelWords } from "./model-words";
import { useModelLabel } from "./use-model-label";
import { useOtherModels } from "./use-other-models";
import type { SharedScene } from "./use-scene";
import "./body-map.css";

export interface BodyMapProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  /** Pixels that chrome covers at each side. */
  readonly insets: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** Whether this person may say which model all see. */
  readonly canChoose: boolean;
}

/** In the place of the picture where nothing is drawn in 3D: a flat body, the organs by their places, and a way to open each. */
export function BodyMap({ scene, model, insets, canChoose }: BodyMapProps) {
  const t = useTranslations("anatomy.bodyMap");
  const status = useTranslations("anatomy.status");
  const { figure, hasFailed, retry } = useFigure();
  return (
    <section className="body-map" aria-label={t("label")} style={{ paddingTop: insets.top + 12, paddingRight: insets.right + 12, paddingBottom: insets.bottom + 12, paddingLeft: insets.left + 12 }}>
      <div className="body-map-words" role="alert">
        <h2 className="font-semibold">{status("noGraphicsTitle")}</h2>
        <p className="text-small text-ink2">{t(canChoose ? "lead" : "leadOnly")}</p>
      </div>
      {figure ? <Body scene={scene} model={model} figure={figure} canChoose={canChoose} /> : <p role="status">{hasFailed ? t("failed") : t("loading")}</p>}
      {hasFailed && (
        <PlainButton kind="filled" onPress={retry}>
          {t("retry")}
        </PlainButton>
      )}
    </section>
  );
}

interface BodyProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly figure: Figure;
  readonly canChoose: boolean;
}

function Body({ scene, model, figure, canChoose }: BodyProps) {
  const t = useTranslations("anatomy.bodyMap");
  const others = useOtherModels(model.id);
  const models = useMemo(() => (canChoose ? [model, ...others] : [model]), [model, others, canChoose]);
  const places = useMemo(() => placesOf(models, figure), [models, figure]);
  const [wanted, setWanted] = useState<Spot | "elsewhere" | null>(null);
  const spots = spotsOf(places);
  const elsewhere = models.filter((each) => !places.some((place) => place.model.id === each.id));
  const own = places.find((place) => place.model.id === model.id)?.spot ?? "elsewhere";
  const isThere = wanted === "elsewhere" ? elsewhere.length > 0 : spots.some(({ spot }) => spot === wanted);
  const chosen = isThere && wanted !== null ? wanted : own;
  const here = chosen === "elsewhere" ? elsewhere : places.filter((place) => place.spot === chosen).map((place) => place.model);
  return (
    <>
      <div className="body-map-sides">
        {MAP_SIDES.map((side) => (
          <Side key={side} side={side} figure={figure} places={places} chosen={chosen} onChoose={setWanted} />
        ))}
        <p className="text-note text-ink3">{t("sides")}</p>
      </div>
      <div className="body-map-list">
        <Places spots={spots} hasElsewhere={elsewhere.length > 0} chosen={chosen} onChoose={setWanted} />
        <Organs scene={scene} model={model} models={models} here={here} canChoose={canChoose} />
      </div>
    </>
  );
}

type Spot = ModelPlace["spot"];

/** Spots that hold something, from the head down, each by the first that is there. */
function spotsOf(places: readonly ModelPlace[]): readonly ModelPlace[] {
  const sorted = [...places].sort((a, b) => a.at[1] - b.at[1]);
  return sorted.filter(({ spot }, i, all) => all.findIndex((each) => each.spot === spot) === i);
}

interface SideProps {
  readonly side: MapSide;
  readonly figure: Figure;
  readonly places: readonly ModelPlace[];
  readonly chosen: string;
  readonly onChoose: (spot: Spot) => void;
}

// For whoever points; the list beside it says the same and goes by keys.
function Side({ side, figure, places, chosen, onChoose }: SideProps) {
  const t = useTranslations("anatomy.bodyMap");
  const { shapes, box } = useMemo(() => drawBody(figure, side), [figure, side]);
  // Of two spots that share a region the narrower one is meant.
  const spotAt = new Map([...places].sort((a, b) => b.regions.length - a.regions.length).flatMap(({ spot, regions }) => regions.map(({ id }) => [id, spot] as const)));
  const lit = new Set(places.filter(({ spot }) => spot === chosen).flatMap(({ regions }) => regions.map(({ id }) => id)));
  return (
    <figure className="body-map-side" aria-hidden="true">
      <svg viewBox={box.map((part, i) => (i < 2 ? part - 12 : part + 24)).join(" ")}>
        {shapes.map(({ region: { id }, path }) => {
          const spot = spotAt.get(id);
          return <path key={id} d={path} data-region={id} data-holds={spot !== undefined || undefined} data-chosen={lit.has(id) || undefined} onClick={spot ? () => onChoose(spot) : undefined} />;
        })}
        {places
          .filter((place) => place.side === side)
          .map(({ model, spot, at: [x, y] }) => (
            <circle key={model.id} cx={x} cy={y} r={13} data-chosen={spot === chosen || undefined} />
          ))}
      </svg>
      <figcaption className="text-note text-ink2">{t(side)}</figcaption>
    </figure>
  );
}

interface PlacesProps {
  readonly spots: readonly ModelPlace[];
  readonly hasElsewhere: boolean;
  readonly chosen: string;
  readonly onChoose: (spot: Spot | "elsewhere") => void;
}

function Places({ spots, hasElsewhere, chosen, onChoose }: PlacesProps) {
  const t = useTranslations("anatomy.bodyMap");
  const words = usePainWords();
  const partName = useTranslations("pain.part");
  const row = (id: Spot | "elsewhere", name: string) => (
    <label key={id} className="body-map-place">
      <input type="radio" name="body-region" checked={chosen === id} onChange={() => onChoose(id)} />
      <span>{name}</span>
    </label>
  );
  return (
    <fieldset className="body-map-places">
      <legend className="text-small text-ink2">{t("where")}</legend>
      {spots.map(({ spot, regions: [first, second] }) => first && row(spot, second ? partName(first.part) : words.region(first)))}
      {hasElsewhere && row("elsewhere", t("elsewhere"))}
    </fieldset>
  );
}

interface OrgansProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly models: readonly AnatomyModel[];
  readonly here: readonly AnatomyModel[];
  readonly canChoose: boolean;
}

function Organs({ scene, model, models, here, canChoose }: OrgansProps) {
  const t = useTranslations("anatomy.bodyMap");
  const { pick } = useModelWords();
  const labelOf = useModelLabel(models);
  const open = (id: string): void => {
    if (id === model.id) announce(t("opened", { model: pick(model.name) }));
    else scene.dispatch(chooseModel(id === FIRST_MODEL ? null : id, (register) => scene.get(register)));
  };
  return (
    <section aria-label={t("here")}>
      <h3 className="text-small text-ink2">{t("here")}</h3>
      <ul className="body-map-organs" aria-live="polite">
        {here.map((each) => (
          <li key={each.id}>
            {canChoose ? (
              <PlainButton kind="quiet" aria-pressed={each.id === model.id} onPress={() => open(each.id)}>
                {t("open", { model: labelOf(each) })}
              </PlainButton>
            ) : (
              labelOf(each)
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
