import { expect as judge } from "@playwright/test";
import { PATIENCE_MS } from "./patience";

/** After so long what is waited for is looked at again, milliseconds; then always after the last. Playwright's own way looks once a second. */
const LOOKS_MS = [50, 100, 150, 250];
/** For what a page shows Playwright looks every half second, and ten times a second when it may wait no longer than this, milliseconds. */
const SPELL_MS = 2_400;
const SPELLS = 2;
/** A wait that ended sooner than its time was not one: the page is gone, or something is wrong with the question. */
const ENDED_EARLY = 0.9;

type Matcher = (...args: readonly unknown[]) => Promise<void>;
type Matchers = Readonly<Record<string, unknown>>;

const base = judge.configure({});
const { poll } = base;
const pollSooner: typeof poll = (actual, how) => poll(actual, { intervals: LOOKS_MS, ...(typeof how === "string" ? { message: how } : how) });

const hasTimeout = (value: unknown): value is { readonly timeout: number } => typeof value === "object" && value !== null && "timeout" in value && typeof value.timeout === "number";
/** A page or a part of one: what they show is waited for. */
const isShown = (actual: unknown): boolean => typeof actual === "object" && actual !== null && ("boundingBox" in actual || "goto" in actual);
const isWaiting = (name: string): boolean => /^to(?:Be|Contain|Have)/.test(name) && name !== "toHaveScreenshot";

/** Asks for a little while a few times, and then for as long as is left: what takes long is not hurried by being looked at. */
async function inSpells(ask: (timeoutMs: number) => Promise<void>, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs;
  for (let spell = 0; spell < SPELLS && end - performance.now() > SPELL_MS; spell += 1) {
    const from = performance.now();
    try {
      return await ask(SPELL_MS);
    } catch (error) {
      if (performance.now() - from < SPELL_MS * ENDED_EARLY) throw error;
    }
  }
  return ask(Math.max(1, Math.round(end - performance.now())));
}

function sooner(matchersFor: (timeoutMs: number) => Matchers): Matchers {
  return new Proxy(matchersFor(PATIENCE_MS), {
    get: (whole, name: string) => {
      const matcher = whole[name];
      if (name === "not") return sooner((timeoutMs) => matchersFor(timeoutMs).not as Matchers);
      if (typeof matcher !== "function" || !isWaiting(name)) return matcher;
      return (...args: readonly unknown[]) => {
        const ask = (timeout: number): Promise<void> => (matchersFor(timeout)[name] as Matcher)(...args.map((arg) => (hasTimeout(arg) ? { ...arg, timeout } : arg)));
        return inSpells(ask, args.find(hasTimeout)?.timeout ?? PATIENCE_MS);
      };
    },
  });
}

/** Playwright's `expect`, which notices sooner that what it waits for has come. */
export const expect = new Proxy(base, {
  apply: (_, _self, [actual, message]: Parameters<typeof judge>) =>
    isShown(actual) ? sooner((timeout) => judge.configure({ timeout })(actual, message) as unknown as Matchers) : base(actual, message),
  get: (target, name) => (name === "poll" ? pollSooner : (Reflect.get(target, name) as unknown)),
});
