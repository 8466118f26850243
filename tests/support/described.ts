import { commands } from "@/server/commands";
import { openApi } from "@/server/kit/openapi";
import { queries } from "@/server/queries";
import { mismatch, resolveRef, type JsonSchema } from "./json-schema";

interface Described {
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: JsonSchema } } };
  readonly responses: Readonly<Record<string, { readonly content?: { readonly "application/json": { readonly schema: JsonSchema } } }>>;
}

/** The interface's description as it is served: through JSON, as a caller reads it. */
export const DOCUMENT = JSON.parse(JSON.stringify(openApi(commands, queries))) as {
  readonly paths: Readonly<Record<string, { readonly post?: Described; readonly get?: Described }>>;
};

function operationOf(name: string, method: "get" | "post"): Described {
  const found = DOCUMENT.paths[`/api/${name}`]?.[method];
  if (found === undefined) throw new Error(`${method} ${name} is not described`);
  return found;
}

/** What an operation takes, as it is described. */
export function inputSchemaOf(name: string): JsonSchema {
  const schema = operationOf(name, "post").requestBody?.content["application/json"].schema;
  if (schema === undefined) throw new Error(`${name} takes no body`);
  return resolveRef(schema, DOCUMENT);
}

/** Why an answer is not one that the description names, or null. */
export function undocumented(name: string, status: number, body: unknown, method: "get" | "post" = "post"): string | null {
  const response = operationOf(name, method).responses[String(status)];
  if (response === undefined) return `${status} is not described`;
  const schema = response.content?.["application/json"].schema;
  return schema === undefined ? `${status} has no described body` : mismatch(body, schema, DOCUMENT);
}
