import type { DomainError } from "@/core/kit/errors";
import type { Result } from "@/core/kit/result";

/** With what somebody signs in, as `access/own-security` tells it. */
export interface SecurityView {
  readonly email: string;
  readonly isStaff: boolean;
  readonly hasPassword: boolean;
  readonly passwordAtMs: number | null;
  readonly totpAtMs: number | null;
  readonly recoveryCodesLeft: number;
  readonly passkeys: readonly {
    readonly passkeyId: string;
    readonly label: string;
    readonly backedUp: boolean;
    readonly createdAtMs: number;
    readonly lastUsedAtMs: number | null;
  }[];
  readonly identities: readonly { readonly issuer: string; readonly createdAtMs: number }[];
  readonly needsVouch: boolean;
  readonly recoveryId: string | null;
}

/** Runs a command, asking for a step-up where one is needed. */
export type RunStep = <T>(attempt: () => Promise<Result<T, DomainError>>) => Promise<Result<T, DomainError>>;

/** What the parts of the security page share. */
export interface SecurityPartProps {
  readonly view: SecurityView;
  readonly run: RunStep;
  /** Something changed: say so and look again. */
  readonly changed: (words: string) => void;
  readonly showCodes: (codes: readonly string[]) => void;
}
