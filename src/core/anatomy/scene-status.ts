/** Why a model could not be shown. `corrupt`: what arrived is not what the manifest promises. */
export type ModelFault = "network" | "corrupt";

/** How drawing is doing, for whoever puts words to it. */
export type SceneStatus =
  | { readonly kind: "loading"; /** True part of the bytes that is here, 0 to 1. */ readonly share: number }
  | { readonly kind: "ready" }
  /** Drawn closed while its inside is on the way (ANA-652). */
  | { readonly kind: "opening"; readonly share: number }
  /** Drawn closed, for its inside did not come; that can be tried again. */
  | { readonly kind: "closed"; readonly fault: ModelFault }
  | { readonly kind: "failed"; readonly fault: ModelFault }
  /** The browser has no WebGL 2: list and words carry on alone. */
  | { readonly kind: "no-graphics" }
  /** The graphics card dropped the picture; it can be drawn anew. */
  | { readonly kind: "picture-lost" };
