import "server-only";
import { z } from "zod";
import { ERROR_KINDS, ERROR_TABLE } from "@/core/kit/errors";
import type { Command, Query } from "./operation";

type Json = Record<string, unknown>;

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
  return rest as Json;
}

function json(schema: Json): Json {
  return { content: { "application/json": { schema } } };
}

const errorSchema: Json = {
  type: "object",
  required: ["ok", "error", "requestId"],
  properties: {
    ok: { const: false },
    requestId: { type: "string" },
    error: {
      type: "object",
      required: ["kind", "code"],
      properties: {
        kind: { enum: [...ERROR_KINDS] },
        code: { type: "string", description: "Message key: area.reason" },
        params: { type: "object", additionalProperties: { type: ["string", "number"] } },
        fields: { type: "object", additionalProperties: { type: "string" } },
      },
    },
  },
};

function errorResponses(): Json {
  const statuses = [...new Set(ERROR_KINDS.map((kind) => ERROR_TABLE[kind].status))].sort();
  const described = statuses.map((status) => {
    const kinds = ERROR_KINDS.filter((kind) => ERROR_TABLE[kind].status === status).join(", ");
    return [String(status), { description: kinds, ...json({ $ref: "#/components/schemas/Error" }) }];
  });
  return Object.fromEntries([...described, ["500", { description: "A bug; quote the request id." }]]) as Json;
}

function answer(output: z.ZodType): Json {
  const schema = { type: "object", required: ["ok", "value"], properties: { ok: { const: true }, value: schemaOf(output, "output") } };
  return { "200": { description: "Done.", ...json(schema) }, ...errorResponses() };
}

const actorHeader: Json = {
  name: "x-bedside-actor",
  in: "header",
  description: "For whom the request speaks: session, visit:<id>, proxy:<id> or public. A program sends its secret as a bearer token instead.",
  schema: { type: "string", default: "session" },
};

const keyHeader: Json = {
  name: "idempotency-key",
  in: "header",
  description: "The same for every try of one intent; the first answer is given again.",
  schema: { type: "string", pattern: "^[A-Za-z0-9_-]{16,80}$" },
};

function commandPath(command: Command): [string, Json] {
  const post = {
    operationId: command.name.replace("/", "."),
    summary: command.summary,
    tags: [command.name.split("/")[0]],
    parameters: [actorHeader, keyHeader],
    requestBody: { required: true, ...json(schemaOf(command.input, "input")) },
    responses: answer(command.output),
    "x-access": `${command.access.resource}:${command.access.verb}`,
  };
  return [`/api/${command.name}`, { post }];
}

function queryPath(query: Query): [string, Json] {
  const input = schemaOf(query.input, "input");
  const operationId = query.name.replace("/", ".");
  const both = {
    summary: query.summary,
    tags: [query.name.split("/")[0]],
    responses: answer(query.output),
    "x-access": `${query.access.resource}:${query.access.verb}`,
  };
  const get = { operationId, ...both, parameters: [actorHeader, { name: "input", in: "query", ...json(input) }] };
  // The same question with its words in the body, where what a person typed must not stand in an address.
  const post = { operationId: `${operationId}.ask`, ...both, parameters: [actorHeader], requestBody: { required: true, ...json(input) } };
  return [`/api/${query.name}`, { get, post }];
}

/** The OpenAPI 3.1 document of these commands and queries. */
export function openApi(commands: readonly Command[], queries: readonly Query[]): Json {
  return {
    openapi: "3.1.0",
    info: { title: "Bedside", version: "0.1.0" },
    paths: Object.fromEntries([...commands.map(commandPath), ...queries.map(queryPath)]),
    components: { schemas: { Error: errorSchema } },
  };
}
