/** What a preview shows. */
export interface Row {
  /** The model file. */
  base64: string;
  /** Its inside, where that is a file of its own. */
  inside?: readonly string[];
  /** Files drawn with it, such as a grade of a condition: nothing in them is hidden. */
  also?: readonly string[];
  /** Sides of its own, and how near; otherwise the picture's. */
  views?: readonly string[];
  zoom?: number;
  /** Regular expressions on node names. */
  hide?: string;
  show?: string;
  /** Nodes that decide the frame. */
  frame?: string;
  /** One colour for files without vertex colours. */
  colour?: number;
  /** Plane a b c d: what lies on its negative side is cut away. */
  cut?: readonly [number, number, number, number];
}

export interface Picture {
  rows: readonly Row[];
  /** Rows that stand beside each other; 1 if absent. */
  across?: number;
  /** Named sides, or a direction to look from as x/y/z. */
  views: readonly string[];
  width: number;
  height: number;
  columns?: number;
  zoom?: number;
  clay?: boolean;
  jpeg?: boolean;
}
