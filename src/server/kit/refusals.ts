import "server-only";
import type { z } from "zod";
import type { Refusal } from "@/core/access/policy";
import { domainError, type DomainError } from "@/core/kit/errors";
import { err, ok, type Result } from "@/core/kit/result";
import { impossibleTextIn } from "@/core/kit/text-limits";

const FIELD_CODE = /^[a-z_]+\.[a-z_]+$/;

/**
 * What is wrong with an input, by path. A schema may give its own message key
 * (`z.string().min(1, "people.name_missing")`); anything else is told as `kit.field_invalid`.
 */
function inputError(error: z.ZodError): DomainError {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.map(String).join(".");
    fields[path] ??= FIELD_CODE.test(issue.message) ? issue.message : "kit.field_invalid";
  }
  return domainError("invalid", "kit.invalid_input", { fields });
}

/** Reads an input: text that can't be one is refused before the schema is asked, for every operation alike. */
export function readInput<In extends z.ZodType>(schema: In, input: unknown): Result<z.output<In>, DomainError> {
  const path = impossibleTextIn(input);
  if (path !== null) return err(domainError("invalid", "kit.text_impossible", { fields: { [path]: "kit.text_impossible" } }));
  const parsed = schema.safeParse(input);
  return parsed.success ? ok(parsed.data) : err(inputError(parsed.error));
}

/** How the policy's refusal is told. Something that isn't yours looks like something that isn't there. */
export function refusalError(why: Refusal): DomainError {
  switch (why) {
    case "signed_out":
      return domainError("signed_out", "access.signed_out");
    case "no_grant":
      return domainError("denied", "access.denied");
    case "weak":
      return domainError("denied", "access.second_factor_needed");
    case "stale":
      return domainError("denied", "access.step_up_needed");
    case "no_relation":
      return domainError("not_found", "kit.not_found");
  }
}

/** What is told about fields that the actor may not write: each by its path, and nothing of them is kept. */
export function fieldsDenied(paths: readonly string[]): DomainError {
  return domainError("denied", "access.field_denied", { fields: Object.fromEntries(paths.map((path) => [path, "access.field_denied"])) });
}
