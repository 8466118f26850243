/**
 * The closed set of ways in which a request can fail that we expect. Anything else that goes wrong
 * is a bug or an outage and is answered with 500 and a request id.
 */
export const ERROR_KINDS = [
  "invalid",
  "signed_out",
  "denied",
  "not_found",
  "conflict",
  "stale",
  "gone",
  "rate_limited",
  "unavailable",
  "too_large",
] as const;

/** See {@link ERROR_KINDS}. */
export type ErrorKind = (typeof ERROR_KINDS)[number];

/**
 * An expected error. `code` is a message key in `messages/<locale>/errors.json`
 * (`scheduling.time_taken`), `params` fill that message, `fields` maps an input path to the code of
 * what is wrong with it. Never carries text that a person typed.
 */
export interface DomainError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Level at which an error of a kind is logged. */
export type LogLevel = "info" | "warn" | "error";

/** HTTP status and log level of each kind: the only place that decides either. */
export const ERROR_TABLE: Readonly<Record<ErrorKind, { readonly status: number; readonly logLevel: LogLevel }>> = {
  invalid: { status: 400, logLevel: "info" },
  signed_out: { status: 401, logLevel: "info" },
  denied: { status: 403, logLevel: "warn" },
  not_found: { status: 404, logLevel: "info" },
  conflict: { status: 409, logLevel: "info" },
  stale: { status: 409, logLevel: "info" },
  gone: { status: 410, logLevel: "info" },
  too_large: { status: 413, logLevel: "warn" },
  rate_limited: { status: 429, logLevel: "warn" },
  unavailable: { status: 503, logLevel: "error" },
};

/** Builds a {@link DomainError}; `code` starts with its area: `visits.link_expired`. */
export function domainError(
  kind: ErrorKind,
  code: string,
  more: Pick<DomainError, "params" | "fields"> = {},
): DomainError {
  return { kind, code, ...more };
}

/**
 * A write that rests on an older version than there is. Tells both, so that the page can show what was
 * written meanwhile beside what was about to be: `version` is the one there is, `given` the caller's.
 */
export function staleError(code: string, version: number, given: number): DomainError {
  return domainError("stale", code, { params: { version, given } });
}
