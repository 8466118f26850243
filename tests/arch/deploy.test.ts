import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root } from "../support/files";

interface Service {
  image?: string;
  build?: unknown;
  ports?: string[];
  network_mode?: string;
  networks?: string[];
  environment?: Record<string, string>;
  healthcheck?: { disable?: boolean };
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
  cap_drop?: string[];
  volumes?: string[];
  command?: string[];
}

const text = (path: string) => readFileSync(join(root, path), "utf8");

describe("docker-compose.yml", () => {
  let services: Record<string, Service>;
  let livekit: Record<string, Record<string, unknown>>;
  const service = (name: string): Service => services[name] ?? expect.fail(`no service ${name}`);

  beforeAll(() => {
    services = (parse(text("docker-compose.yml"), { merge: true }) as { services: Record<string, Service> }).services;
    livekit = parse(service("livekit").environment!.LIVEKIT_CONFIG!) as typeof livekit;
  });

  it("has the whole production shape", () => {
    expect(Object.keys(services).sort()).toEqual(["app", "livekit", "migrate", "postgres", "proxy", "redis", "worker"]);
  });

  it("publishes nothing off loopback but by the proxy and the media server", () => {
    for (const [name, { ports = [], network_mode }] of Object.entries(services)) {
      if (network_mode === "host") expect(["livekit", "proxy"]).toContain(name);
      for (const port of ports) expect([name, port]).toEqual([name, expect.stringMatching(/^127\.0\.0\.1:/)]);
    }
  });

  it("keeps metrics inside the private network", () => {
    for (const name of ["app", "worker"]) {
      const { environment, ports = [], networks } = service(name);
      expect(networks).toEqual(["private"]);
      expect(ports.join()).not.toContain(environment!.BEDSIDE_METRICS_PORT);
    }
    expect(livekit.prometheus_port).toBe(0);
  });

  it("starts web and worker only after the migrations, and those after the database", () => {
    for (const name of ["app", "worker"]) expect(service(name).depends_on!.migrate!.condition).toBe("service_completed_successfully");
    expect(service("migrate").depends_on!.postgres!.condition).toBe("service_healthy");
  });

  it("runs our image without root's rights and without writing into itself", () => {
    for (const name of ["app", "worker", "migrate"]) {
      expect(service(name).read_only).toBe(true);
      expect(service(name).cap_drop).toEqual(["ALL"]);
    }
    expect(text("Dockerfile")).toMatch(/^USER node$/m);
    expect(text("Dockerfile").indexOf("USER node")).toBeLessThan(text("Dockerfile").indexOf("\nCMD"));
  });

  it("gives firewalled patients ICE over TCP and TURN over TLS on the web's own port", () => {
    expect(livekit.rtc).toMatchObject({ tcp_port: 7881, use_external_ip: true });
    expect(livekit.turn).toMatchObject({ enabled: true, tls_port: 5349, external_tls: true });
    expect(text("deploy/Caddyfile")).toMatch(/tls sni \{\$TURN_HOST\}[\s\S]*proxy 127\.0\.0\.1:5349/);
  });

  it("runs the media server that is built and tested here, with redis and our webhook", () => {
    const pinned = /livekit-server (v\S+)/.exec(text("tools/livekit/go.mod"))![1];
    expect(service("livekit").image).toBe(`livekit/livekit-server:${pinned}`);
    expect(livekit.redis!.address).toBe("127.0.0.1:6379");
    expect(livekit.webhook!.urls).toEqual(["http://127.0.0.1:3000/api/livekit/webhook"]);
  });

  it("asks for every setting by name, and the example has them all", () => {
    const asked = new Set([...text("docker-compose.yml").matchAll(/\$\{(\w+)/g)].map(([, name]) => name!));
    const optional = [...text("docker-compose.yml").matchAll(/\$\{(\w+):-/g)].map(([, name]) => name!);
    const demanded = [...text("docker-compose.yml").matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!);
    expect([...asked].filter((name) => !optional.includes(name) && !demanded.includes(name))).toEqual([]);
    const example = [...text("deploy/env.example").matchAll(/^(\w+)=/gm)].map(([, name]) => name!);
    expect(example.sort()).toEqual(demanded.sort());
  });

  it("pins every image it takes from others", () => {
    const images = Object.values(services).flatMap(({ image, build }) => (image && !build ? [image] : []));
    const bases = [text("Dockerfile"), text("deploy/proxy.Dockerfile")].flatMap((file) => [...file.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image!));
    for (const image of [...images, ...bases]) expect(image).toMatch(/:v?\d/);
  });

  it("tells the programs everything that their configuration knows", () => {
    const known = [...text("src/server/kit/config.ts").matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!);
    const given = service("app").environment!;
    const left = known.filter((name) => !(name in given) && name !== "BEDSIDE_DB_POOL");
    expect(left).toEqual([]);
  });
});
