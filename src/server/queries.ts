import "server-only";
import type { Query } from "./kit/operation";
import { accessQueries } from "./access";
import { visitQueries } from "./visits";

/** Every query there is. An area adds its list here and nowhere else. */
export const queries: readonly Query<never>[] = [...accessQueries, ...visitQueries];
