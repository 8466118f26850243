// Who may import whom: the folder names the runtime, and arrows only point inward.
const source = (name) => `^src/${name}/`;
const test = "\\.test\\.tsx?$";
const packages = "node_modules";

/** One row of the matrix: a layer and all that it may reach, packages left to rules of their own. */
const row = (layer, allowed) => ({
  name: `${layer}-imports`,
  comment: `${layer} may import only ${allowed.join(", ")}`,
  severity: "error",
  from: { path: source(layer), pathNot: test },
  to: { path: "^(src|scripts|tests|prisma)/", pathNot: allowed.map((name) => source(name)).concat("^src/i18n/") },
});

module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle has no layer",
      severity: "error",
      from: { pathNot: "^src/generated/" },
      to: { circular: true },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere",
      severity: "error",
      from: { pathNot: "^(src/generated|\\.next)/" },
      to: { couldNotResolve: true, pathNot: "^server-only$" },
    },
    { ...row("core", ["core"]), to: { path: "^(src|scripts|tests|prisma)/", pathNot: source("core") } },
    {
      name: "core-packages",
      comment: "core knows zod and Temporal and nothing else",
      severity: "error",
      from: { path: source("core"), pathNot: test },
      to: { dependencyTypesNot: ["local", "aliased", "aliased-tsconfig", "aliased-tsconfig-paths"], pathNot: [`${packages}/(zod|temporal-polyfill)/`, "^src/"] },
    },
    row("server", ["core", "server", "generated"]),
    row("room", ["core", "room"]),
    row("components", ["core", "room", "components"]),
    row("xr", ["core", "room", "xr"]),
    {
      name: "nothing-imports-app",
      severity: "error",
      // Contract tests call route handlers as the server does.
      from: { pathNot: [source("app"), "^\\.next/", "^tests/contract/"] },
      to: { path: source("app") },
    },
    {
      name: "prisma-only-in-server",
      severity: "error",
      from: { pathNot: [source("server"), source("generated"), "^(prisma|tests|scripts)/", "^prisma\\.config\\.ts$"] },
      to: { path: [source("generated"), `${packages}/(@prisma|prisma)/`] },
    },
    {
      name: "room-without-react-or-three",
      severity: "error",
      from: { path: source("room"), pathNot: test },
      to: { path: `${packages}/(react|react-dom|three|@react-three|next)/` },
    },
    {
      name: "components-without-three",
      severity: "error",
      from: { path: source("components") },
      to: { path: `${packages}/(three|@react-three)/` },
    },
    {
      name: "no-server-packages-in-browsers",
      severity: "error",
      from: { path: [source("room"), source("components"), source("xr")], pathNot: test },
      to: { path: `${packages}/(pg|pino|nodemailer|graphile-worker|livekit-server-sdk|@node-rs|next-auth/(?!react))/`, dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-dev-packages-in-the-product",
      severity: "error",
      from: { path: "^src/", pathNot: [test, source("generated")] },
      to: { dependencyTypes: ["npm-dev"], pathNot: [`${packages}/@types/`, `${packages}/next/`] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: packages },
    exclude: { path: ["^src/generated/prisma/internal", "^\\.next/"] },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], mainFields: ["module", "main", "types"] },
  },
};
