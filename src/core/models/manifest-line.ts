import type { AnatomyModel, AnatomyStructure } from "@/core/anatomy/manifest";
import { times, turned, type Vec3 } from "@/core/anatomy/vector";
import { ownModelId } from "@/core/anatomy/models";
import type { AboutModel, ConvertedFacts, LevelName, ModelNames, ModelPlace } from "./contract";
import { METRES_PER, likelyUnit } from "./size";
import { turnedSides, uprightTurn } from "./turn";

interface Words {
  readonly en: string;
  readonly es: string;
}

/** Said wherever the model is. */
const CAUTION: Words = {
  en: "Brought in by the practice. Bedside has not checked what it shows.",
  es: "Lo aportó la consulta. Bedside no ha comprobado lo que muestra.",
};
const SURFACE = { roughness: 0.6 } as const;

/** Both languages of a name: what is empty is said in the other one. */
function both({ en, es }: Words): Words {
  return { en: en === "" ? es : en, es: es === "" ? en : es };
}

/** Names as they are shown, and whether the Spanish one is the English. */
function shownNames({ clinical, plain }: ModelNames): Pick<AnatomyStructure, "name" | "plain" | "untranslated"> {
  const name = both(clinical);
  const isPlain = plain.en !== "" || plain.es !== "";
  return { name, plain: isPlain ? both({ en: plain.en || name.en, es: plain.es || name.es }) : name, ...(clinical.es === "" ? { untranslated: ["es"] } : {}) };
}

const asNames = (text: string): ModelNames => ({ clinical: { en: text, es: "" }, plain: { en: "", es: "" } });
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
const rounded = (point: Vec3): [number, number, number] => [round(point[0], 6), round(point[1], 6), round(point[2], 6)];

/** Until somebody says otherwise: the likely unit, standing as it came. */
export function likelyPlace(kind: "glb" | "stl", { sides }: ConvertedFacts): ModelPlace {
  return { unit: likelyUnit(kind, Math.max(...sides)), up: kind === "glb" ? "+y" : "+z", quarters: 0 };
}

interface LineOf {
  readonly modelId: string;
  readonly kind: "glb" | "stl";
  readonly about: AboutModel;
  /** Where its files are, for whoever asks: folder below `/models/`. */
  readonly folder: string;
}

/**
 * A practice's own model as rooms know models: metres, upright, with names for its structures. Null while there is
 * nothing to draw.
 */
export function manifestLine({ modelId, kind, about, folder }: LineOf): AnatomyModel | null {
  const { facts, words } = about;
  if (facts === null) return null;
  const place = about.place ?? likelyPlace(kind, facts);
  const scale = METRES_PER[place.unit];
  const turn = uprightTurn(place.up, place.quarters);
  const names = words?.names ?? asNames(about.fileName);
  const half = times(turnedSides(turn, facts.sides), scale / 2);
  const level = (name: LevelName) => {
    const { bytes, sha256, triangles } = facts.levels[name];
    return { file: `${folder}/${name}.glb`, bytes, sha256, triangles };
  };
  const structures = facts.parts.map((part, at) => {
    const volumeMl = part.volume === null ? 0 : round(part.volume * scale ** 3 * 1e6, 3);
    return {
      id: part.id,
      node: part.id,
      uberonMatch: "broader" as const,
      side: "none" as const,
      group: "parts" as const,
      ...shownNames(facts.parts.length === 1 ? names : (words?.parts[at] ?? asNames(part.name === "" ? part.id : part.name))),
      colour: part.colour,
      ...SURFACE,
      triangles: Math.max(1, facts.levels.full.each[at] ?? 1),
      shells: part.shells,
      ...(volumeMl > 0 ? { volumeMl } : {}),
      centreM: rounded(times(turned(turn, part.centre), scale)),
      opaqueDefault: true,
      hiddenDefault: false,
    };
  });
  const lighter = (["light", "test"] as const).map((name) => ({
    level: name,
    ...level(name),
    structureTriangles: Object.fromEntries(facts.parts.map(({ id }, at) => [id, Math.max(1, facts.levels[name].each[at] ?? 1)])),
  }));
  return {
    id: ownModelId(modelId),
    name: both(names.clinical),
    ...level("full"),
    licence: words?.licence ?? "-",
    source: words?.source ?? "-",
    isTwoSided: facts.parts.some(({ openEdges }) => openEdges > 0),
    caution: CAUTION,
    bodyFrameOriginM: [0, 0, 0],
    boundsM: { min: rounded(times(half, -1)), max: rounded(half) },
    placement: { scale, turn: [...turn] },
    drawnWithinMm: round(Math.max(facts.movedBy, facts.lightMovedBy ?? 0) * scale * 1000, 1),
    levels: lighter,
    structures,
  };
}
