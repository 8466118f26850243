import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

interface WaitingSceneProps {
  clinician: string;
  isClinicianHere: boolean;
  /** Controls at the top. */
  top?: ReactNode;
}

/** The room as the patient waits in front of it: the ring, their own mark, and the clinician's place. */
export function WaitingScene({ clinician, isClinicianHere, top }: WaitingSceneProps) {
  const t = useTranslations("visits.wait");
  return (
    <div data-surface="room" className="waiting-scene scene-ground-warm">
      <div className="relative z-10 flex min-h-14 items-center justify-between gap-2 px-4">{top}</div>
      <div className="waiting-stage">
        {/* The same heart that stands in the room; a still picture costs an old phone nothing. */}
        <img src="/pictures/heart.webp" alt="" className="waiting-heart" />
        {/* The words are placed by the ring, so they need its box. */}
        <div className="relative">
          <svg viewBox="0 0 390 250" aria-hidden="true" focusable="false" className="waiting-ring">
            <defs>
              <radialGradient id="waiting-pool">
                <stop offset="0" className="waiting-pool-near" />
                <stop offset="1" className="waiting-pool-far" />
              </radialGradient>
            </defs>
            <ellipse cx="195" cy="150" rx="185" ry="72" fill="url(#waiting-pool)" />
            <path d="M33 150A162 58 0 0 1 357 150" className="waiting-far" />
            <path d="M33 150A162 58 0 0 0 357 150" className="waiting-near" />
            <rect x="79" y="182" width="26" height="26" rx="8" className="waiting-own-casing" />
            <rect x="84" y="187" width="16" height="16" rx="4.5" className="waiting-own" />
            {isClinicianHere ? (
              <g>
                <circle cx="318" cy="112" r="13" className="waiting-casing" />
                <circle cx="318" cy="112" r="8.5" className="waiting-clinician" />
              </g>
            ) : (
              <circle cx="318" cy="112" r="9" className="waiting-expected" />
            )}
          </svg>
          <span className="waiting-label waiting-label-own">{t("you")}</span>
          <span className="waiting-label waiting-label-clinician" data-here={isClinicianHere || undefined}>
            {isClinicianHere ? t("isHere", { clinician }) : t("place", { clinician })}
          </span>
        </div>
      </div>
    </div>
  );
}
