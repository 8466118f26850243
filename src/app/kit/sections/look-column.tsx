import { useTranslations } from "next-intl";
import { Icon, type IconName } from "@/components/kit/icon";
import { ICON_PATHS } from "@/components/kit/icon-paths";
import { EventWords, eventClass } from "@/components/kit/event-block";
import { Kbd } from "@/components/kit/kbd";
import { Avatar, Mark, type PersonIndex } from "@/components/kit/mark";
import { Meter } from "@/components/kit/meter";
import { Ring } from "@/components/kit/ring";
import { Tile } from "@/components/kit/tile";
import { ColoursPart } from "./colours-part";
import { Part } from "./part";

const INITIALS: readonly [PersonIndex, string][] = [
  [1, "I"],
  [2, "A"],
  [3, "R"],
  [4, "K"],
  [5, "D"],
  [6, "M"],
];

/** People, place, time on paper, letters and colours. */
export function LookColumn() {
  const t = useTranslations("specimen");
  return (
    <div className="min-w-0 border-t border-rule px-4 py-6 desk:border-t-0 desk:px-8">
      <Part title={t("sections.people")}>
        <div data-surface="room" className="flex flex-wrap items-center gap-3.5 rounded-picture p-4">
          {INITIALS.map(([person, initial]) => (
            <Mark key={person} person={person} initial={initial} />
          ))}
        </div>
        <p className="mt-3 flex items-center gap-2 text-small">
          <Avatar name="Dr. Ines Moreau" /> <b className="font-semibold">Dr. Ines Moreau</b>
        </p>
      </Part>
      <Tiles />
      <Part title={t("sections.rings")}>
        <div className="flex flex-wrap items-center gap-6">
          <Ring width={150} flush seats={[{ person: 1 }, { person: 2 }]} />
          <p className="text-small text-ink2">
            {t("words.ring")}
            <br />
            {t("words.thread")}
          </p>
        </div>
        <Ring flush seats={[1, 2, 3, 4, 5, 6].map((person) => ({ person: person as PersonIndex }))} className="mt-3" />
      </Part>
      <Events />
      <Letters />
      <ColoursPart />
      <Part title={t("sections.icons")}>
        <div className="flex flex-wrap gap-3" aria-hidden="true">
          {(Object.keys(ICON_PATHS) as IconName[]).map((name) => (
            <Icon key={name} name={name} />
          ))}
        </div>
      </Part>
    </div>
  );
}

function Tiles() {
  const t = useTranslations("specimen");
  return (
    <Part title={t("sections.tiles")}>
      <div className="grid grid-cols-2 gap-3">
        <Tile person={2} name="Amira Haddad" initial="A" speaking meter={<Meter level={0.8} />} className="col-span-2" rest={{ icon: "camera-off", word: t("people.cameraOff") }} />
        <Tile person={3} name="Rana" initial="R" rest={{ icon: "headphones", word: t("people.listens") }} meter={<Meter level={0} />} />
        <Tile person={1} name={t("people.you")} initial="I" muted mutedLabel={t("people.muted")} rest={{ icon: "camera-off", word: t("people.cameraOff") }} />
      </div>
      <p className="mt-3 flex items-center gap-3 text-small font-semibold">
        <Icon name="mic" /> <Meter bars={12} level={0.65} /> {t("people.hear")}
      </p>
    </Part>
  );
}

function Events() {
  const t = useTranslations("specimen.calendar");
  const title = useTranslations("specimen.sections")("calendar");
  return (
    <Part title={title}>
      <div className="grid grid-cols-2 gap-2">
        <button type="button" className={eventClass("booked", "min-h-11")}>
          <EventWords title={t("booked")} note={t("bookedNote")} />
        </button>
        <div className={eventClass("past")}>
          <EventWords title={t("past")} />
        </div>
        <div className={eventClass("held")}>
          <EventWords title={t("held")} note={t("heldNote")} />
        </div>
        <div className={eventClass("away")}>
          <EventWords title={t("away")} />
        </div>
        <div className={eventClass("conflict")}>
          <EventWords title={t("conflict")} />
        </div>
        <div className={eventClass("fits")}>
          <EventWords title={t("fits")} />
        </div>
        <div className={eventClass("blocked")}>
          <EventWords title={t("blocked")} />
        </div>
      </div>
      <p className="mt-3 text-small text-ink2">{t.rich("free", { key: "↓", k: (key) => <Kbd>{String(key)}</Kbd> })}</p>
    </Part>
  );
}

function Letters() {
  const t = useTranslations("specimen.type");
  const title = useTranslations("specimen.sections")("type");
  return (
    <Part title={title}>
      <div className="grid gap-1.5">
        <p>
          <span className="text-figure font-light tracking-[-0.02em]">{t("minutes")}</span>{" "}
          <span className="text-small text-ink2">{t("figure")}</span>
        </p>
        <p>
          <span className="text-h1 font-semibold tracking-[-0.012em]">{t("title")}</span>{" "}
          <span className="text-small text-ink2">{t("titleSize")}</span>
        </p>
        <p>
          <span className="text-reading">{t("reading")}</span> <span className="text-small text-ink2">{t("readingSize")}</span>
        </p>
        <p>
          {t("body")} <span className="text-small text-ink2">{t("bodySize")}</span>
        </p>
        <p className="text-small">
          {t("small")} <span className="figures text-ink2">10:46</span> <span className="text-ink2">{t("smallSize")}</span>
        </p>
      </div>
    </Part>
  );
}
