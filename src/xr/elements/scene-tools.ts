import type { Cutting } from "@/core/anatomy/cutting";
import type { MarkTool } from "@/core/anatomy/elements";
import type { Vec3 } from "@/core/anatomy/vector";

/** What the page around the scene says about pins, distances and strokes, and hears of them. */
export interface SceneTools {
  /** Whether there is anything to draw or to make: until then nothing of it is fetched. */
  readonly isDue: boolean;
  /** What the hand holds; null: nothing, it turns the model. */
  readonly tool: MarkTool | null;
  /** Takes a tool, or puts it away: the same one twice puts it away. For the headset's own menu. */
  readonly pick: (tool: MarkTool) => void;
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
  /** Whether a distance waits for its second end. */
  readonly onPending: (isPending: boolean) => void;
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
  /** Brings the keys to the scene, where they move the cross. */
  readonly aim: () => void;
  /** Brings the keys back to the scene. */
  readonly back: () => void;
}
