/** What a preview shows. */
export interface Row {
  /** The model file. */
  base64: string;
  /** Files drawn with it, such as a grade of a condition: nothing in them is hidden. */
  also?: readonly string[];
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
  views: readonly string[];
  width: number;
  height: number;
  columns?: number;
  zoom?: number;
  clay?: boolean;
  jpeg?: boolean;
}
