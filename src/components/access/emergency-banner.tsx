"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useEffect, useRef, useState } from "react";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { useErrorWords } from "@/components/kit/use-error-words";
import { useClock } from "@/components/scheduling/use-clock";
import type { StandingEmergencies } from "@/core/access/emergency-views";
import { callCommand } from "@/room/api";

type Emergency = StandingEmergencies["emergencies"][number];

interface BannersProps {
  emergencies: readonly Pick<Emergency, "breakGlassId" | "patientName" | "endsAtMs">[];
  zone: string;
  /** Called when one is over, where the page is not to be drawn anew: a room that goes on. */
  onOver?: () => void;
  className?: string;
}

/** Says whose record stands open in an emergency, until when, and ends it. At the end of its hour the page is drawn anew. */
export function EmergencyBanner({ emergencies, ...rest }: BannersProps) {
  return emergencies.map((each) => <OneBanner key={each.breakGlassId} emergency={each} {...rest} />);
}

interface OneBannerProps extends Omit<BannersProps, "emergencies"> {
  emergency: BannersProps["emergencies"][number];
}

function OneBanner({ emergency: { breakGlassId, patientName, endsAtMs }, zone, onOver, className = "mx-4 mt-4 tablet:mx-8" }: OneBannerProps) {
  const t = useTranslations("emergency.banner");
  const say = useErrorWords();
  const clock = useClock(zone);
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const over = useRef(onOver);
  const leave = useCallback(() => (over.current === undefined ? router.refresh() : over.current()), [router]);
  useEffect(() => {
    const timer = setTimeout(leave, Math.max(0, endsAtMs - Date.now()) + 500);
    return () => clearTimeout(timer);
  }, [endsAtMs, leave]);

  const end = async () => {
    setPending(true);
    const result = await callCommand("access/end-emergency", { breakGlassId });
    if (result.ok) return leave();
    setProblem(say(result.error));
    setPending(false);
  };
  return (
    <Banner
      kind="urgent"
      live="polite"
      className={className}
      fact={t("fact", { name: patientName })}
      action={
        <PlainButton pending={isPending} onPress={() => void end()} aria-label={t("endNamed", { name: patientName })}>
          {t("end")}
        </PlainButton>
      }
    >
      {problem ?? t("words", { time: clock.time(endsAtMs) })}
    </Banner>
  );
}
