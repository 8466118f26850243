"use client";

import { Container, Text } from "@react-three/uikit";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { answerCloser, areClose, askCloser, closerState, takeBackCloser } from "@/core/room/boundary";
import type { Edit } from "@/core/room/undo";
import type { Company, PersonSigns } from "../people/company";
import type { ScenePerson } from "../people/person";
import type { SharedScene } from "../stage/stage-view";
import { BoardWords } from "./board-words";
import { GAP, MenuButton, Panel } from "./headset-panel";

interface HeadsetPeopleProps {
  readonly scene: SharedScene;
  readonly people: readonly ScenePerson[];
  readonly company: Company | null;
}

const NOBODY: ReadonlyMap<number, PersonSigns> = new Map();
const none = (): ReadonlyMap<number, PersonSigns> => NOBODY;
const never = (): (() => void) => () => undefined;

/** Who else is here, and who may be close to whom (ANA-601). */
export function HeadsetPeople({ scene, people, company }: HeadsetPeopleProps) {
  const t = useTranslations("anatomy.canvas.people");
  const others = people.filter(({ isSelf }) => !isSelf);
  const signs = useSyncExternalStore(company?.signs.subscribe ?? never, company?.signs.get ?? none, none);
  const said = ({ actor, name }: ScenePerson): string => {
    const { role, isSpeaking, isAway } = signs.get(actor) ?? { role: "", isSpeaking: false, isAway: false };
    return [name, role, ...(isSpeaking ? [t("speaks")] : []), ...(isAway ? [t("headsetOff")] : [])].filter((word) => word !== "").join(" · ");
  };
  return (
    <Panel standsOn widthMm={440}>
      {others.length === 0 && <Text fontSize={15}>{t("alone")}</Text>}
      {others.map((person) => (
        <Container key={person.actor} flexDirection="column" gap={6}>
          <BoardWords fontSize={15} fontWeight="bold">
            {said(person)}
          </BoardWords>
          <Person scene={scene} person={person} />
        </Container>
      ))}
    </Panel>
  );
}

function Person({ scene, person: { actor, name } }: { scene: SharedScene; person: ScenePerson }) {
  const t = useTranslations("room.closer");
  const { state, actor: self } = scene;
  const send = (edit: Edit | null) => () => {
    if (edit) scene.dispatch(edit);
  };
  if (closerState(state, actor, self) === "asked") {
    return (
      <>
        <BoardWords fontSize={15}>{t("wants", { name })}</BoardWords>
        <Container flexDirection="row" gap={GAP}>
          <MenuButton wide word={t("allow")} isOn onPress={send(answerCloser(state, self, actor, true))} />
          <MenuButton wide word={t("notNow")} onPress={send(answerCloser(state, self, actor, false))} />
        </Container>
      </>
    );
  }
  const own = closerState(state, self, actor);
  const isClose = areClose(state, self, actor);
  return (
    <>
      <BoardWords fontSize={14}>{t(isClose ? "granted" : own, { name })}</BoardWords>
      {isClose || own === "asked" ? (
        <MenuButton wide word={t(isClose ? "takeBack" : "withdraw")} onPress={send(takeBackCloser(state, self, actor))} />
      ) : (
        <MenuButton wide word={t("ask")} onPress={send(askCloser(state, self, actor))} />
      )}
    </>
  );
}
