"use client";

import { useTranslations } from "next-intl";
import { Banner } from "@/components/kit/banner";
import { PlainButton } from "@/components/kit/plain-button";
import { ReadyWord, Row } from "@/components/kit/row";
import { Steps, Thread } from "@/components/kit/thread";
import { DataTable } from "@/components/kit/data-table";
import { Tabs } from "@/components/kit/tabs";
import { Icon } from "@/components/kit/icon";
import { OverlaysPart } from "./overlays-part";
import { Part } from "./part";

/** What people read. */
export function FactsColumn() {
  return (
    <div className="min-w-0 border-t border-rule px-4 py-6 desk:border-t-0 desk:px-8">
      <Banners />
      <OverlaysPart />
      <Rows />
      <Time />
      <Tables />
    </div>
  );
}

function Banners() {
  const t = useTranslations("specimen");
  return (
    <Part title={t("sections.banners")}>
      <div className="grid gap-2">
        <Banner kind="slow" fact={t("banners.slow")} action={<PlainButton kind="text">{t("banners.sound")}</PlainButton>}>
          {t("banners.slowDid")}
        </Banner>
        <Banner kind="urgent" fact={t("banners.allergy")}>
          {t("banners.allergyNote")}
        </Banner>
        <Banner fact={t("banners.media")}>{t("banners.mediaDid")}</Banner>
      </div>
    </Part>
  );
}

function Rows() {
  const t = useTranslations("specimen");
  return (
    <Part title={t("sections.rows")}>
      <ul>
        <Row as="li" start={<Icon name="camera" />} title={<b className="font-semibold">{t("rows.camera")}</b>} end={<ReadyWord state="works">{t("rows.works")}</ReadyWord>} />
        <Row as="li" start={<Icon name="mic" />} title={<b className="font-semibold">{t("rows.microphone")}</b>} end={<ReadyWord state="failed">{t("rows.blocked")}</ReadyWord>} />
        <Row
          as="li"
          start={<Icon name="sound" />}
          title={<b className="font-semibold">{t("rows.sound")}</b>}
          note={t("rows.soundNote")}
          end={<PlainButton>{t("rows.play")}</PlainButton>}
        />
        <Row as="li" chosen start={<span className="figures text-reading">13:00</span>} title="Grace Adeyemi" note={t("rows.first")} end={<ReadyWord state="ready">{t("rows.ready")}</ReadyWord>} />
      </ul>
      <p className="mt-3 flex flex-wrap gap-x-5 gap-y-1">
        <ReadyWord state="ready">{t("rows.consent")}</ReadyWord>
        <ReadyWord state="open" icon="form">
          {t("rows.form")}
        </ReadyWord>
        <ReadyWord state="fact" icon="phone-device">
          {t("rows.device")}
        </ReadyWord>
      </p>
    </Part>
  );
}

const at = (text: string) => ({ text, iso: text });

function Time() {
  const t = useTranslations("specimen");
  return (
    <>
      <Part title={t("sections.thread")}>
        <Thread
          label={t("sections.thread")}
          moments={[
            { id: "1", state: "past", time: at("09:00"), title: "Noor Rahman", note: t("thread.signed") },
            { id: "2", state: "past", time: at("09:30"), title: "Leo Fontaine", note: <span className="font-semibold text-straw">{t("thread.waits")}</span> },
            { id: "3", state: "now", time: at("10:30"), title: "Amira Haddad", note: <span className="font-semibold text-coral">{t("thread.waiting", { minutes: 11 })}</span> },
            { id: "4", state: "next", time: at("10:50"), title: "Henrik Dahl" },
            { id: "5", state: "free", time: at("11:45"), title: t("thread.free", { minutes: 75 }) },
            { id: "6", state: "next", time: at("13:00"), title: "Grace Adeyemi", note: t("rows.first") },
          ]}
        />
      </Part>
      <Part title={t("sections.steps")}>
        <Steps
          label={t("sections.steps")}
          steps={[
            { id: "check", word: t("thread.check"), state: "past" },
            { id: "agree", word: t("thread.agree"), state: "now" },
            { id: "wait", word: t("thread.wait"), state: "next" },
            { id: "visit", word: t("thread.visit"), state: "next" },
          ]}
        />
      </Part>
    </>
  );
}

function Tables() {
  const t = useTranslations("specimen");
  const rows = [
    { id: "1", time: "10:46", who: "Dr. Ines Moreau", what: t("table.signed") },
    { id: "2", time: "11:02", who: "Sam Becker", what: t("table.read") },
  ];
  return (
    <>
      <Part title={t("sections.table")}>
        <DataTable
          caption={t("table.caption")}
          captionHidden
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            { id: "when", heading: t("table.when"), cell: (row) => <span className="figures text-ink2">{row.time}</span> },
            { id: "who", heading: t("table.who"), cell: (row) => row.who, names: true },
            { id: "what", heading: t("table.what"), cell: (row) => row.what },
          ]}
        />
      </Part>
      <Part title={t("sections.tabs")}>
        <Tabs
          label={t("tabs.label")}
          tabs={[
            { id: "queue", word: t("tabs.queue"), content: <p>{t("tabs.queueWords")}</p> },
            { id: "day", word: t("tabs.day"), content: <p>{t("tabs.dayWords")}</p> },
          ]}
        />
      </Part>
    </>
  );
}
