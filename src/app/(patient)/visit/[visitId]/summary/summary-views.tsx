"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PlainButton } from "@/components/kit/plain-button";
import { ViewSource } from "@/components/record/view-source";
import { ViewPicture } from "@/components/record/view-picture";
import type { ActorClaim } from "@/core/access/actor";
import type { SummaryView } from "@/core/record/views";

type ShownView = SummaryView["views"][number];

const ViewInThreeD = dynamic(() => import("./view-in-three-d").then((module) => module.ViewInThreeD), { ssr: false });

// Only where a view shows one.
const ViewCondition = dynamic(() => import("@/components/record/view-condition").then((module) => module.ViewCondition), { ssr: false });

/** The pictures of what was looked at; each opens as the scene that it was. */
export function SummaryViews({ views, as }: { views: readonly ShownView[]; as: ActorClaim }) {
  const t = useTranslations("record.page");
  const [chosen, setChosen] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const view = views[chosen];
  if (view === undefined) return null;
  return (
    <section className="mt-3" aria-label={t("viewsTitle")}>
      <div data-surface="room" className="relative aspect-[16/10] w-full overflow-hidden bg-scene text-on-scene tablet:rounded-picture">
        {isOpen ? (
          <ViewInThreeD key={view.viewId} view={view} as={as} onClose={() => setOpen(false)} />
        ) : (
          <>
            <ViewPicture viewId={view.viewId} as={as} alt={view.label} className="size-full object-cover" />
            <div className="absolute start-4 bottom-3">
              <PlainButton icon="turn" kind="filled" onPress={() => setOpen(true)}>
                {t("turn")}
              </PlainButton>
            </div>
          </>
        )}
      </div>
      <div className="px-4 pt-2 tablet:px-0">
        <p className="text-small text-ink2">{view.label}</p>
        <ViewSource registers={view.registers} />
        {Object.keys(view.registers).some((register) => register.endsWith("/condition")) && <ViewCondition registers={view.registers} />}
      </div>
      {views.length > 1 && (
        <ul className="mt-2 flex gap-2 overflow-x-auto px-4 pb-1 tablet:px-0">
          {views.map((each, at) => (
            <li key={each.viewId}>
              <button
                type="button"
                aria-pressed={at === chosen}
                aria-label={each.label}
                className="block h-16 w-24 overflow-hidden rounded-picture border-2 border-rule aria-pressed:border-teal"
                onClick={() => setChosen(at)}
              >
                <ViewPicture viewId={each.viewId} as={as} alt="" className="size-full object-cover" />
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
