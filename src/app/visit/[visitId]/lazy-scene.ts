/** The scene in its own download. Asked for from here alone, so that what waits and what draws ask for the same files. */
export const loadScene = () => import("@/xr/scene-canvas");
