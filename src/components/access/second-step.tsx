"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Banner } from "@/components/kit/banner";
import { LinkButton, PlainButton } from "@/components/kit/plain-button";
import { callCommand } from "@/room/api";
import { goOn } from "./post-sign-in";
import { ProofForm } from "./proof-form";

interface SecondStepProps {
  ways: readonly ("passkey" | "code" | "recovery_code")[];
  returnTo: string | null;
  /** Patients have no colleague who vouches. */
  isStaff: boolean;
}

const FEW = 3;

/** The second step of signing in. */
export function SecondStep({ ways, returnTo, isStaff }: SecondStepProps) {
  const t = useTranslations("access.second");
  const [left, setLeft] = useState<number | null>(null);
  if (left !== null) {
    return (
      <div className="mt-8 flex flex-col items-start gap-6">
        <Banner kind="slow" fact={t("low", { count: left })} live="polite" />
        <PlainButton kind="filled" size="large" onPress={() => goOn(returnTo)}>
          {t("goOn")}
        </PlainButton>
      </div>
    );
  }
  return (
    <div className="mt-8">
      <ProofForm
        passkey={ways.includes("passkey")}
        typed={(["code", "recovery_code"] as const).filter((each) => ways.includes(each))}
        send={async (proof) => {
          const result = await callCommand<unknown, { recoveryCodesLeft: number }>("access/second-step", { proof });
          return result.ok ? { ok: true, value: { proof, ...result.value } } : result;
        }}
        onDone={(value) => {
          const { proof, recoveryCodesLeft } = value as { proof: { way: string }; recoveryCodesLeft: number };
          if (proof.way === "recovery_code" && recoveryCodesLeft <= FEW) setLeft(recoveryCodesLeft);
          else goOn(returnTo);
        }}
      />
      <div className="mt-8 flex flex-wrap gap-2 border-t border-rule pt-6">
        {isStaff && (
          <LinkButton kind="text" href="/sign-in/recover">
            {t("lost")}
          </LinkButton>
        )}
        <LinkButton kind="text" href="/sign-out">
          {t("signOut")}
        </LinkButton>
      </div>
    </div>
  );
}
