import "server-only";
import { z } from "zod";
import { ERROR_KINDS, ERROR_TABLE } from "@/core/kit/errors";
import type { Command, Query } from "./operation";

type Json = Record<string, unknown>;

/** Writes schemas; what refers to itself goes to the document's shared part, where its references hold. */
type Writer = (schema: z.ZodType, io: "input" | "output", name: string) => Json;

function schemaWriter(shared: Json): Writer {
  return (schema, io, name) => {
    const { $schema: _, ...whole } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
    const place = `${name.replace("/", ".")}.${io}.`;
    const text = JSON.stringify(whole).replaceAll('"$ref":"#/$defs/', `"$ref":"#/components/schemas/${place}`);
    const { $defs = {}, ...rest } = JSON.parse(text) as Json & { $defs?: Json };
    for (const [key, each] of Object.entries($defs)) shared[place + key] = each;
    return rest;
  };
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
    const headers = kinds.includes("rate_limited") ? { headers: { "retry-after": { description: "Seconds after which it is worth another try.", schema: { type: "integer", minimum: 1 } } } } : {};
    return [String(status), { description: kinds, ...headers, ...json({ $ref: "#/components/schemas/Error" }) }];
  });
  return Object.fromEntries([...described, ["500", { description: "A bug; quote the request id." }]]) as Json;
}

function answer(value: Json): Json {
  const schema = { type: "object", required: ["ok", "value"], properties: { ok: { const: true }, value } };
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

function commandPath(command: Command, write: Writer): [string, Json] {
  const post = {
    operationId: command.name.replace("/", "."),
    summary: command.summary,
    tags: [command.name.split("/")[0]],
    parameters: [actorHeader, keyHeader],
    requestBody: { required: true, ...json(write(command.input, "input", command.name)) },
    responses: answer(write(command.output, "output", command.name)),
    "x-access": `${command.access.resource}:${command.access.verb}`,
  };
  return [`/api/${command.name}`, { post }];
}

function queryPath(query: Query, write: Writer): [string, Json] {
  const input = write(query.input, "input", query.name);
  const operationId = query.name.replace("/", ".");
  const both = {
    summary: query.summary,
    tags: [query.name.split("/")[0]],
    responses: answer(write(query.output, "output", query.name)),
    "x-access": `${query.access.resource}:${query.access.verb}`,
  };
  const get = { operationId, ...both, parameters: [actorHeader, { name: "input", in: "query", ...json(input) }] };
  // The same question with its words in the body, where what a person typed must not stand in an address.
  const post = { operationId: `${operationId}.ask`, ...both, parameters: [actorHeader], requestBody: { required: true, ...json(input) } };
  return [`/api/${query.name}`, { get, post }];
}

/** A route that takes or gives plain bytes, and so is neither a command nor a query by itself. */
export interface BytesRoute {
  /** `/api/files/upload`; parameters in braces. */
  readonly path: string;
  readonly method: "get" | "post";
  readonly operationId: string;
  readonly summary: string;
  /** Of the path, the address and the headers, as OpenAPI writes them; the actor's header is added. */
  readonly parameters: readonly Json[];
  /** Present where it takes bytes. */
  readonly takes?: { readonly mediaType: string; readonly description: string };
  /** JSON in the usual frame, or bytes of these types. */
  readonly gives: { readonly json: z.ZodType } | { readonly mediaTypes: readonly string[] };
  /** What the policy is asked: resource and verb, or several. */
  readonly access: readonly string[];
}

const BYTES: Json = { type: "string", format: "binary" };

function bytesPath({ path, method, operationId, summary, parameters, takes, gives, access }: BytesRoute, write: Writer): [string, Json] {
  const done =
    "json" in gives
      ? answer(write(gives.json, "output", operationId.replace(".", "/")))
      : { "200": { description: "The bytes.", content: Object.fromEntries(gives.mediaTypes.map((each) => [each, { schema: BYTES }])) }, ...errorResponses() };
  const body = takes === undefined ? {} : { requestBody: { required: true, description: takes.description, content: { [takes.mediaType]: { schema: BYTES } } } };
  return [path, { [method]: { operationId, summary, tags: [operationId.split(".")[0]], parameters: [actorHeader, ...parameters], ...body, responses: done, "x-access": access.join(" | ") } }];
}

/** The OpenAPI 3.1 document of these commands and queries, and of the routes beside them. */
export function openApi(commands: readonly Command[], queries: readonly Query[], bytes: readonly BytesRoute[] = []): Json {
  const shared: Json = { Error: errorSchema };
  const write = schemaWriter(shared);
  return {
    openapi: "3.1.0",
    info: { title: "Bedside", version: "0.1.0" },
    paths: Object.fromEntries([...commands.map((each) => commandPath(each, write)), ...queries.map((each) => queryPath(each, write)), ...bytes.map((each) => bytesPath(each, write))]),
    components: { schemas: shared },
  };
}
