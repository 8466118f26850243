import "server-only";
import type { z } from "zod";
import { runCommand } from "./command-pipeline";
import type { Command, CommandSpec, Query, QuerySpec } from "./operation";
import { runRead } from "./query-pipeline";

/** Body limit of a command that names none. */
export const DEFAULT_MAX_BYTES = 64 * 1024;

/** Declares a command. Add it to its area's list in `src/server/<area>/index.ts`. */
export function defineCommand<In extends z.ZodType, Out extends z.ZodType, State, Changes>(
  spec: CommandSpec<In, Out, State, Changes>,
): Command<z.output<Out>> {
  return {
    kind: "command",
    name: spec.name,
    summary: spec.summary,
    input: spec.input,
    output: spec.output as z.ZodType<z.output<Out>>,
    access: { resource: spec.access.resource, verb: spec.access.verb },
    writes: spec.writes ?? null,
    action: spec.audit.action,
    maxBytes: spec.maxBytes ?? DEFAULT_MAX_BYTES,
    run: (call) => runCommand(spec, call),
  };
}

/** Declares a query. Add it to its area's list in `src/server/<area>/index.ts`. */
export function defineQuery<In extends z.ZodType, Out extends z.ZodType>(
  spec: QuerySpec<In, Out>,
): Query<z.input<In>, z.output<Out>> {
  return {
    kind: "query",
    name: spec.name,
    summary: spec.summary,
    input: spec.input as z.ZodType<unknown, z.input<In>>,
    output: spec.output as z.ZodType<z.output<Out>>,
    access: { resource: spec.access.resource, verb: spec.access.verb },
    action: spec.audit?.action ?? null,
    run: (call) => runRead(spec, call),
  };
}
