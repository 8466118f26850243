/** All of the figure is skin. */
import type { TissueName } from "../shade/tissues";

export const tissueOf = (): TissueName => "skin";
