"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { TextField } from "@/components/kit/field";
import { FormFoot } from "@/components/kit/form-foot";
import { PlainButton } from "@/components/kit/plain-button";
import { EmptyState } from "@/components/kit/state-panel";
import { Row } from "@/components/kit/row";
import { useErrorFocus } from "@/components/kit/use-error-focus";
import { useErrorWords } from "@/components/kit/use-error-words";
import type { ServiceSetting } from "@/core/practice/settings";
import { callQuery } from "@/room/api";
import { BothVersions } from "./both-versions";
import { useSave } from "./use-save";

/** Kinds of visit: add, rename, lengthen, take out, bring back. */
export function ServicesList({ initial, mayChange }: { initial: readonly ServiceSetting[]; mayChange: boolean }) {
  const t = useTranslations("practice.services");
  const [services, setServices] = useState(initial);
  const [edited, setEdited] = useState<string | null>(null);
  const refresh = async (): Promise<readonly ServiceSetting[]> => {
    const now = await callQuery<object, { services: ServiceSetting[] }>("practice/services", {});
    if (now.ok) setServices(now.value.services);
    return now.ok ? now.value.services : services;
  };
  const done = async () => {
    await refresh();
    setEdited(null);
  };
  return (
    <>
      {services.length === 0 && <EmptyState className="mt-6" title={t("none")} />}
      <ul className="mt-4 border-b border-rule">
        {services.map((service) =>
          edited === service.id ? (
            <li key={service.id} className="service-edit">
              <ServiceForm service={service} refresh={refresh} onDone={() => void done()} onLeave={() => setEdited(null)} />
            </li>
          ) : (
            <Row
              as="li"
              key={service.id}
              title={<bdi>{service.name}</bdi>}
              note={[t("length", { minutes: service.durationMin }), t("toCome", { count: service.visitsToCome }), ...(service.active ? [] : [t("closed")])].join(" · ")}
              end={
                mayChange && (
                  <PlainButton kind="text" aria-label={t("edit", { name: service.name })} onPress={() => setEdited(service.id)}>
                    {t("change")}
                  </PlainButton>
                )
              }
            />
          ),
        )}
      </ul>
      {mayChange &&
        (edited === "new" ? (
          <div className="service-edit">
            <h2 className="text-h3">{t("addTitle")}</h2>
            <ServiceForm service={null} refresh={refresh} onDone={() => void done()} onLeave={() => setEdited(null)} />
          </div>
        ) : (
          <PlainButton className="mt-4" icon="add" onPress={() => setEdited("new")}>
            {t("add")}
          </PlainButton>
        ))}
    </>
  );
}

interface ServiceFormProps {
  service: ServiceSetting | null;
  refresh: () => Promise<readonly ServiceSetting[]>;
  onDone: () => void;
  onLeave: () => void;
}

function ServiceForm({ service, refresh, onDone, onLeave }: ServiceFormProps) {
  const t = useTranslations("practice");
  const say = useErrorWords();
  const [base, setBase] = useState(service);
  const [values, setValues] = useState({ name: service?.name ?? "", minutes: String(service?.durationMin ?? 30), active: service?.active ?? true });
  const [theirs, setTheirs] = useState<ServiceSetting | null>(null);
  const { isPending, error, save, dialog } = useSave();
  const form = useErrorFocus(error);
  const wrong = (field: string) => {
    const found = [field, `changes.${field}`].find((each) => error?.fields?.[each] !== undefined);
    return error === null || found === undefined ? undefined : say(error, found);
  };
  const send = async (from: ServiceSetting | null, wanted: typeof values) => {
    const changes = { name: wanted.name, durationMin: Number(wanted.minutes) };
    const stale = async () => setTheirs((await refresh()).find(({ id }) => id === from?.id) ?? null);
    const saved =
      from === null
        ? await save("practice/create-service", changes, t("services.saved"))
        : await save("practice/change-service", { serviceId: from.id, version: from.version, changes: { ...changes, active: wanted.active } }, t("services.saved"), () => void stale());
    if (saved !== null) onDone();
  };
  if (theirs !== null) {
    const yesNo = (value: boolean) => (value ? t("conflict.yes") : t("conflict.no"));
    const all = [
      { name: t("fields.name"), theirs: theirs.name, mine: values.name },
      { name: t("fields.durationMin"), theirs: String(theirs.durationMin), mine: values.minutes },
      { name: t("fields.active"), theirs: yesNo(theirs.active), mine: yesNo(values.active) },
    ];
    return (
      <BothVersions
        differences={all.filter((each) => each.theirs !== each.mine)}
        words={{ title: t("conflict.title"), words: t("conflict.words"), theirs: t("conflict.theirs"), mine: t("conflict.mine"), keepTheirs: t("conflict.keepTheirs"), keepMine: t("conflict.keepMine"), none: t("conflict.none") }}
        isPending={isPending}
        onMine={() => {
          setBase(theirs);
          setTheirs(null);
          void send(theirs, values);
        }}
        onTheirs={onDone}
      />
    );
  }
  return (
    <>
      <form
        ref={form}
        noValidate
        method="post"
        className="settings-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void send(base, values);
        }}
      >
        <div className="service-fields">
          <TextField autoFocus required label={t("services.name")} dir="auto" value={values.name} error={wrong("name")} onChange={(name) => setValues({ ...values, name })} />
          <TextField required label={t("services.minutes")} inputMode="numeric" dir="ltr" value={values.minutes} error={wrong("durationMin")} onChange={(minutes) => setValues({ ...values, minutes })} />
        </div>
        <FormFoot save={t("services.save")} isPending={isPending} error={error} leave={{ word: t("services.leave"), onPress: onLeave }}>
          {base !== null && (
            <PlainButton pending={isPending} onPress={() => void send(base, { name: base.name, minutes: String(base.durationMin), active: !base.active })}>
              {base.active ? t("services.close") : t("services.open")}
            </PlainButton>
          )}
        </FormFoot>
      </form>
      {dialog}
    </>
  );
}
