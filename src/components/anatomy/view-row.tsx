"use client";

import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import { TextField } from "@/components/kit/field";
import { Icon } from "@/components/kit/icon";
import { IconButton } from "@/components/kit/icon-button";
import { announce } from "@/components/kit/live-region";
import { PlainButton } from "@/components/kit/plain-button";
import type { AnatomyModel } from "@/core/anatomy/manifest";
import { rewriteNote } from "@/core/anatomy/elements";
import { factsOf, moveView, VIEW_NAME_MAX, type SavedView } from "@/core/anatomy/views";
import { removeElement } from "@/core/room/elements";
import { useModelWords } from "./model-words";
import type { SharedScene } from "./use-scene";

interface ViewRowProps {
  readonly scene: SharedScene;
  readonly model: AnatomyModel;
  readonly view: SavedView;
  /** All of them, in their order. */
  readonly views: readonly SavedView[];
  readonly name: string;
  /** The scene is just as the view has it. */
  readonly isShown: boolean;
  readonly mayShow: boolean;
  readonly mayOrder: boolean;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onShow: () => void;
  readonly onRemoved: () => void;
}

/** One kept view: a press brings it back; behind the dots it is renamed, moved and taken away. */
export function ViewRow({ scene, model, view, views, name, isShown, mayShow, mayOrder, isOpen, onOpen, onShow, onRemoved }: ViewRowProps) {
  const t = useTranslations("anatomy.views");
  const [isNaming, setNaming] = useState(false);
  const words = useViewWords(view, model);
  const picture = view.picture === null ? <Icon name="view" /> : <img src={`data:image/jpeg;base64,${view.picture}`} alt="" className="size-full object-cover" />;
  const inside = (
    <>
      <span className="view-picture">{picture}</span>
      <span className="view-words">
        <span dir="auto">{name}</span>
        <small>{view.isWhole ? words : t("coming")}</small>
      </span>
    </>
  );
  const move = (by: 1 | -1): void => {
    const edit = moveView(views, view.id, by);
    if (!edit || !scene.dispatch(edit).ok) return;
    announce(t("moved", { name, place: views.indexOf(view) + 1 + by }));
  };
  const remove = (): void => {
    if (scene.dispatch(removeElement("view", view.id)).ok) onRemoved();
  };
  const at = views.indexOf(view);
  const hasMore = mayOrder || view.mayRemove || view.mayRename;
  return (
    <li className="view-row" data-view={view.id} data-shown={isShown || undefined}>
      {mayShow ? (
        <button type="button" className="view-show" aria-current={isShown || undefined} onClick={onShow}>
          {inside}
        </button>
      ) : (
        <div className="view-show">{inside}</div>
      )}
      {hasMore && <IconButton icon="more" label={t("more", { name })} pressed={isOpen} onPress={onOpen} />}
      {isOpen && isNaming && (
        <NameForm
          name={view.name}
          onCancel={() => setNaming(false)}
          onSave={(next) => {
            scene.dispatch(rewriteNote("view", view.id, next));
            setNaming(false);
          }}
        />
      )}
      {isOpen && !isNaming && (
        <div className="tool-actions">
          {view.mayRename && (
            <PlainButton kind="quiet" aria-label={t("renameLabel", { name })} onPress={() => setNaming(true)}>
              {t("rename")}
            </PlainButton>
          )}
          {mayOrder && at > 0 && (
            <PlainButton kind="quiet" aria-label={t("earlierLabel", { name })} onPress={() => move(-1)}>
              {t("earlier")}
            </PlainButton>
          )}
          {mayOrder && at < views.length - 1 && (
            <PlainButton kind="quiet" aria-label={t("laterLabel", { name })} onPress={() => move(1)}>
              {t("later")}
            </PlainButton>
          )}
          {view.mayRemove && (
            <PlainButton kind="quiet" aria-label={t("removeLabel", { name })} onPress={remove}>
              {t("remove")}
            </PlainButton>
          )}
        </div>
      )}
    </li>
  );
}

function NameForm({ name, onSave, onCancel }: { name: string; onSave: (name: string) => void; onCancel: () => void }) {
  const t = useTranslations("anatomy.views");
  const [text, setText] = useState(name);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <form className="pin-form" onSubmit={save}>
      <TextField label={t("name")} value={text} maxLength={VIEW_NAME_MAX} onChange={setText} autoFocus dir="auto" />
      <div className="tool-actions">
        <PlainButton kind="filled" type="submit">
          {t("save")}
        </PlainButton>
        <PlainButton kind="quiet" onPress={onCancel}>
          {t("cancel")}
        </PlainButton>
      </div>
    </form>
  );
}

/** What a view shows, in words: for whoever sees no picture of it. */
function useViewWords(view: SavedView, model: AnatomyModel): string {
  const t = useTranslations("anatomy.views.facts");
  const { pick } = useModelWords();
  const { hidden, isXray, isCut, isMoved, hasCondition } = factsOf(view);
  const parts = [
    view.model === model.id ? pick(model.name) : t("otherModel"),
    ...(hidden > 0 ? [t("hidden", { count: hidden })] : []),
    ...(isXray ? [t("xray")] : []),
    ...(isCut ? [t("cut")] : []),
    ...(hasCondition ? [t("condition")] : []),
    ...(isMoved ? [t("moved")] : []),
  ];
  return parts.length === 1 ? t("asAtFirst", { model: parts[0] ?? "" }) : parts.join(", ");
}
