"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/kit/button";
import { Dialog, DialogTrigger } from "@/components/kit/dialog";
import { announce } from "@/components/kit/live-region";
import { Menu, MenuChoice, MenuItem, MenuRule } from "@/components/kit/menu";
import { PlainButton } from "@/components/kit/plain-button";
import { PlainDialog } from "@/components/kit/plain-dialog";
import { showToast } from "@/components/kit/toast";
import { Part } from "./part";

/** Toast, dialogs and menu, behind the buttons that open them. */
export function OverlaysPart() {
  const t = useTranslations("specimen.overlays");
  const title = useTranslations("specimen.sections")("overlays");
  const stay = useTranslations("specimen.buttons")("stay");
  const [isAsking, setAsking] = useState(false);
  const [labels, setLabels] = useState("all");
  const offer = () => showToast({ text: t("toastText"), undo: { word: t("undo"), run: () => announce(t("undone")) } });
  return (
    <Part title={title}>
      <div className="flex flex-wrap gap-2">
        <Button onPress={offer}>{t("toast")}</Button>
        <DialogTrigger>
          <Button kind="danger">{t("dialog")}</Button>
          <Dialog
            role="alertdialog"
            title={t("dialogTitle")}
            actions={(close) => (
              <>
                <Button kind="danger" onPress={close}>
                  {t("everyone")}
                </Button>
                <Button onPress={close}>{t("onlyMe")}</Button>
                <Button kind="quiet" onPress={close}>
                  {stay}
                </Button>
              </>
            )}
          >
            <p>{t("dialogWords")}</p>
          </Dialog>
        </DialogTrigger>
        <PlainButton onPress={() => setAsking(true)}>{t("plain")}</PlainButton>
        <PlainDialog
          isOpen={isAsking}
          onClose={() => setAsking(false)}
          title={t("dialogTitle")}
          actions={
            <>
              <PlainButton kind="danger" onPress={() => setAsking(false)}>
                {t("onlyMe")}
              </PlainButton>
              <PlainButton kind="quiet" onPress={() => setAsking(false)}>
                {stay}
              </PlainButton>
            </>
          }
        >
          <p>{t("dialogWords")}</p>
        </PlainDialog>
        <Menu label={t("menu")} trigger={<Button icon="more">{t("menu")}</Button>}>
          <MenuItem id="keep" icon="view" note={t("keepNote")}>
            {t("keep")}
          </MenuItem>
          <MenuRule />
          <MenuChoice heading={t("labels")} value={labels} onChange={setLabels}>
            <MenuItem id="all">{t("showAll")}</MenuItem>
            <MenuItem id="chosen">{t("showChosen")}</MenuItem>
          </MenuChoice>
          <MenuRule />
          <MenuItem id="remove" icon="trash" danger>
            {t("remove")}
          </MenuItem>
        </Menu>
      </div>
    </Part>
  );
}
