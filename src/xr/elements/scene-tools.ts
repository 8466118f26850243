import type { Cutting } from "@/core/anatomy/cutting";
import type { Side } from "@/core/anatomy/look";
import type { MarkTool } from "@/core/anatomy/tools";
import type { Vec3 } from "@/core/anatomy/vector";
import type { VisitId } from "@/core/kit/ids";

/** What the page around the scene says about pins, measures and strokes, and hears of them. */
export interface SceneTools {
  /** Whether there is anything to draw or to make: until then nothing of it is fetched. */
  readonly isDue: boolean;
  /** What the hand holds; null: nothing, it turns the model. */
  readonly tool: MarkTool | null;
  /** Takes a tool, or puts it away: the same one twice puts it away. For the headset's own menu. */
  readonly pick: (tool: MarkTool) => void;
  /** Whether the kept views are open; opens and closes them. */
  readonly isViewsOpen: boolean;
  readonly toggleViews: () => void;
  /** The visit in which this person shows the practice's tours; null: they show none. */
  readonly toursOf: VisitId | null;
  /** How to reach into the scene: what a headset's boards press. */
  readonly control: Pick<ToolControl, "closeLoop" | "stepBack" | "side" | "lookFrom"> | null;
  /** The pen's colour, as its register holds it. */
  readonly colour: string;
  readonly setColour: (colour: string) => void;
  /** The pin of this person whose words are asked for; null: none is. */
  readonly editing: string | null;
  readonly edit: (id: string | null) => void;
  /** The element whose row is chosen in the list. */
  readonly strong: string | null;
  /** Something was put on the model by this person's hand. */
  readonly onMade: (tool: MarkTool, id: string) => void;
  /** How many points of a measure that is not done yet are put down. */
  readonly pending: number;
  readonly onPending: (points: number) => void;
  /** The person put the tool away with Escape. */
  readonly onAway: () => void;
  /** Cutting the model open, and pulling it apart. */
  readonly cutting: Cutting;
  /** Hears how to reach into the scene; null when it is gone. */
  readonly onControl: (control: ToolControl | null) => void;
}

/** What the page may ask of the scene. */
export interface ToolControl {
  /** Turns this person's own camera so that a point of the model faces them. */
  readonly lookAt: (at: Vec3) => void;
  /** Puts a pin on the part's surface, where it is nearest to the eye. False where that can't be. */
  readonly pinPart: (structureId: string) => boolean;
  /** Closes the loop whose area is measured; false while it has too few corners. */
  readonly closeLoop: () => boolean;
  /** Takes back the last point of a measure that is not done yet; false when there is none. */
  readonly stepBack: () => boolean;
  /** From which side this person looks at the model. */
  readonly side: () => Side;
  /** Leads this person's own look to a side. */
  readonly lookFrom: (side: Side) => void;
  /** Pictures of the scene as it stands, JPEGs in base64; null where none is drawn on the page. */
  readonly pictures: () => Promise<{ readonly small: string; readonly large: string } | null>;
  /** Brings the keys to the scene, where they move the cross. */
  readonly aim: () => void;
  /** Brings the keys back to the scene. */
  readonly back: () => void;
}
