/** What is measured on a model: a distance, an angle, an area. */
export const MEASURE_TOOLS = ["measure", "angle", "area"] as const;
/** One of `MEASURE_TOOLS`. */
export type MeasureTool = (typeof MEASURE_TOOLS)[number];

/** What can be put on a model by hand. */
export type MarkTool = "pin" | MeasureTool | "draw";

/** Whether a tool measures. */
export function isMeasureTool(tool: unknown): tool is MeasureTool {
  return MEASURE_TOOLS.some((each) => each === tool);
}
