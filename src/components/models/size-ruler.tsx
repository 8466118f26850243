import { useTranslations } from "next-intl";
import { RULER_M } from "@/core/models/size";

const [WIDTH, HEIGHT] = [480, 150];
const MARKS = Array.from({ length: 11 }, (_none, at) => at);

/** A model's front as a box, to the same scale as a ruler of 10 cm. */
export function SizeRuler({ wideM, highM }: { readonly wideM: number; readonly highM: number }) {
  const t = useTranslations("models.settle");
  // Both fit, and the larger of the two fills the drawing.
  const scale = Math.min((WIDTH - 20) / Math.max(wideM, RULER_M), (HEIGHT - 50) / Math.max(highM, 1e-6));
  const [wide, high, long] = [Math.max(2, wideM * scale), Math.max(2, highM * scale), RULER_M * scale];
  const ground = HEIGHT - 36;
  return (
    <svg className="size-ruler" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("ruler")}>
      <rect x={10} y={ground - high} width={wide} height={high} fill="currentColor" fillOpacity={0.25} stroke="currentColor" />
      <g stroke="currentColor" fill="none">
        <path d={`M10 ${ground + 8}H${10 + long}`} strokeWidth={2} />
        {long > 40 && MARKS.map((at) => <path key={at} d={`M${10 + (long * at) / 10} ${ground + 8}v${at % 5 === 0 ? 9 : 5}`} />)}
      </g>
      <text x={10} y={HEIGHT - 4} fill="currentColor" fontSize={14}>
        {t("rulerShort")}
      </text>
    </svg>
  );
}
