import { getTranslations } from "next-intl/server";
import { Logo } from "@/components/kit/logo";
import { LinkButton } from "@/components/kit/plain-button";
import { LandingDoor } from "@/components/shell/landing-door";
import { LandingScene } from "@/components/shell/landing-scene";
import { LanguageSwitch } from "@/components/shell/language-switch";
import { localeOptions } from "@/i18n/locales";
import { pageLanguages } from "@/server/practice/look";
import "./landing.css";

export default async function LandingPage() {
  const t = await getTranslations("landing");
  return (
    <div className="landing">
      <header className="landing-head">
        <Logo />
        <LanguageSwitch locales={localeOptions(await pageLanguages())} />
      </header>
      <main className="contents">
        <div className="landing-scene scene-ground-warm">
          <LandingScene label={t("picture")} patient={t("onPhone")} doctor={t("inHeadset")} />
          <div data-surface="room" className="landing-touch bg-transparent">
            <LinkButton href="/explore" icon="turn">
              {t("touch")}
            </LinkButton>
          </div>
        </div>
        <div id="main" className="landing-words">
          <h1 className="landing-title">
            <span>{t("titleFirst")}</span> <span>{t("titleSecond")}</span>
          </h1>
          <p className="landing-lead">{t("lead")}</p>
          <ul className="landing-doors">
            <LandingDoor open href="/join" title={t("visit")} note={t("visitNote")} />
            <LandingDoor href="/sign-in" title={t("work")} note={t("workNote")} />
          </ul>
          <p className="landing-foot">
            {t("notDevice")}
            <br />
            {t("emergency")}
          </p>
        </div>
      </main>
    </div>
  );
}
