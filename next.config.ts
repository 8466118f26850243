import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withIntl = createNextIntlPlugin({ requestConfig: "./src/i18n/request.ts" });

/**
 * `BEDSIDE_DEMO=1` at build time alone adds the demo people's one-click sign-in and the captured
 * mailbox: they live in `page.demo.tsx` and `route.demo.ts` files, which are routes only under
 * these extra extensions. Without the switch none of that code is compiled.
 */
const isDemo = process.env.BEDSIDE_DEMO === "1";
const demoExtensions = ["demo.tsx", "demo.ts"];

const noSniff = { key: "X-Content-Type-Options", value: "nosniff" };

const securityHeaders = [
  noSniff,
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value:
      "camera=(self), microphone=(self), display-capture=(self), fullscreen=(self), xr-spatial-tracking=(self), speaker-selection=(self), geolocation=(), payment=(), usb=()",
  },
];

const config: NextConfig = {
  output: "standalone",
  distDir: process.env.BEDSIDE_DIST_DIR ?? ".next",
  pageExtensions: [...(isDemo ? demoExtensions : []), "tsx", "ts"],
  // Without these a lock file in a folder above would make that folder the root of the output.
  outputFileTracingRoot: import.meta.dirname,
  poweredByHeader: false,
  reactStrictMode: true,
  // Types are a step of `npm run check`; checking them again would double every build.
  typescript: { ignoreBuildErrors: true },
  env: { BEDSIDE_DEMO: isDemo ? "1" : "" },
  turbopack: {
    root: import.meta.dirname,
    resolveAlias: {
      // Messages are compiled when they are loaded (src/i18n/compile.ts): no page needs ICU's parser.
      "use-intl/format-message": "use-intl/format-message/format-only",
      // @react-three/xr would otherwise bundle a headset emulator of several megabytes.
      "@iwer/sem": "./src/xr/stubs/no-emulator.ts",
      "@iwer/devui": "./src/xr/stubs/no-emulator.ts",
      iwer: "./src/xr/stubs/no-emulator.ts",
    },
  },
  // What governs a document does nothing on a script or a font, and a dozen of each come with a first page.
  headers: async () => [
    { source: "/((?!_next/static/).*)", headers: securityHeaders },
    { source: "/_next/static/:path*", headers: [noSniff] },
  ],
};

export default withIntl(config);
