import next from "eslint-config-next/core-web-vitals";
import typescript from "eslint-config-next/typescript";
import { ownLines } from "./scripts/lint/own-lines.mjs";

const accessible = [
  "alt-text",
  "anchor-has-content",
  "anchor-is-valid",
  "aria-activedescendant-has-tabindex",
  "aria-props",
  "aria-proptypes",
  "aria-role",
  "aria-unsupported-elements",
  "autocomplete-valid",
  "click-events-have-key-events",
  "heading-has-content",
  "html-has-lang",
  "iframe-has-title",
  "img-redundant-alt",
  "interactive-supports-focus",
  "label-has-associated-control",
  "mouse-events-have-key-events",
  "no-access-key",
  "no-distracting-elements",
  "no-interactive-element-to-noninteractive-role",
  "no-noninteractive-element-interactions",
  "no-redundant-roles",
  "no-static-element-interactions",
  "role-has-required-aria-props",
  "role-supports-aria-props",
  "scope",
  "tabindex-no-positive",
];

const noClock = "The rules of the clinic have no clock and no dice: take `now` or an id as an argument.";

/** What the core must not reach for, in any spelling. */
const pureCore = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: noClock },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: noClock },
  { selector: "CallExpression[callee.name='Date']", message: noClock },
  { selector: "MemberExpression[object.name='Temporal'][property.name='Now']", message: noClock },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: noClock },
];

/** The React Compiler skips such a component without a word, so it is said here. */
const noModuleCounters = {
  selector: "Program > VariableDeclaration[kind='let'] > VariableDeclarator[init.type='Literal'][init.raw=/^[0-9]/]",
  message: "A module's counter is shared state: keep it in a store, a ref or a closure.",
};

const guarded = "Use guardedFetch: it judges where a request goes.";

const isTsx = ["src/**/*.tsx"];
const tests = ["**/*.test.ts", "**/*.test.tsx", "tests/**"];

const config = [
  { ignores: ["**/node_modules/", ".next*/", ".bedside/", "scripts/types/", "src/generated/", "public/", "tmp/", "next-env.d.ts", "test-results/"] },
  ...next,
  ...typescript,
  {
    plugins: { bedside: { rules: { "own-lines": ownLines } } },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" },
    rules: {
      "max-lines": ["error", { max: 400 }],
      "import/no-anonymous-default-export": "off",
      // Our pictures are views of the scene behind sign-in and drawings of ours: no optimiser may keep copies.
      "@next/next/no-img-element": "off",
      // Leaving a room loads the next page anew on purpose, so that nothing of the visit stays in memory.
      "@next/next/no-location-assign-relative-destination": "off",
    },
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "no-console": ["error", { allow: ["warn", "error"] }],
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  {
    files: ["src/**/*.ts", "prisma/**/*.ts"],
    ignores: tests,
    rules: { "bedside/own-lines": ["error", { max: 60 }] },
  },
  {
    files: isTsx,
    ignores: tests,
    rules: { "bedside/own-lines": ["error", { max: 120 }] },
  },
  { files: isTsx, rules: Object.fromEntries(accessible.map((name) => [`jsx-a11y/${name}`, name === "aria-role" ? ["error", { ignoreNonDOM: true }] : "error"])) },
  // Outside of React a function may begin with "use" and be no hook.
  { files: ["src/{core,server,room}/**", "scripts/**", "tests/**"], rules: { "react-hooks/rules-of-hooks": "off" } },
  { files: isTsx, ignores: tests, rules: { "no-restricted-syntax": ["error", noModuleCounters] } },
  {
    files: ["src/core/**/*.ts"],
    ignores: tests,
    rules: {
      "no-restricted-syntax": ["error", ...pureCore],
      "no-restricted-globals": ["error", ...["process", "window", "document", "fetch", "crypto", "performance", "setTimeout", "setInterval", "console"]],
    },
  },
  {
    // One way out: what judges an address must not be gone around (FILE-10).
    files: ["src/server/**/*.ts", "src/app/**/route.ts"],
    ignores: [...tests, "src/server/kit/guarded-fetch.ts"],
    rules: {
      "no-restricted-globals": ["error", { name: "fetch", message: guarded }, "WebSocket", "XMLHttpRequest", "EventSource"],
      "no-restricted-syntax": [
        "error",
        { selector: "ImportDeclaration[source.value=/^(node:)?(https?|http2|net|tls)$|^undici$/] ImportSpecifier[imported.name=/^(request|get|fetch|connect|createConnection|Agent)$/]", message: guarded },
        { selector: "MemberExpression[object.name='globalThis'][property.name='fetch']", message: guarded },
      ],
    },
  },
  { files: [...tests, "scripts/**", "prisma/seed/**"], rules: { "no-console": "off" } },
];

export default config;
