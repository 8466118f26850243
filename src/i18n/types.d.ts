import type { FORMATS } from "./formats";
import type { Locale as OfferedLocale } from "./locales";
import type { AllMessages } from "./messages";

declare module "next-intl" {
  interface AppConfig {
    Locale: OfferedLocale;
    Messages: AllMessages;
    Formats: typeof FORMATS;
  }
}
