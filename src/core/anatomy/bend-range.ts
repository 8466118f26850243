/**
 * How far our knee bends, degrees; 0 is the model as it was drawn. People bend their knees by themselves to about 120°;
 * what is beyond only weight or a hand does (Freeman et al., Clin Orthop Relat Res 2003;(410):35-43), and is not drawn.
 */
export const KNEE_FLEXION = { min: 0, max: 120, step: 1 } as const;
