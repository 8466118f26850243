import type { FORMATS } from "./formats";
import type { AllMessages } from "./messages";

declare module "next-intl" {
  interface AppConfig {
    Messages: AllMessages;
    Formats: typeof FORMATS;
  }
}
