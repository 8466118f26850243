import { commands } from "@/server/commands";
import { bytesRoutes } from "@/server/files/bytes-routes";
import { openApi } from "@/server/kit/openapi";
import { queries } from "@/server/queries";
import { mismatch, resolveRef, type JsonSchema } from "./json-schema";

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}

interface Described {
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: JsonSchema } } };
  readonly responses: Readonly<Record<string, Answer>>;
}

/** The interface's description as it is served: through JSON, as a caller reads it. */
export const DOCUMENT = JSON.parse(JSON.stringify(openApi(commands, queries, bytesRoutes))) as {
  readonly paths: Readonly<Record<string, { readonly post?: Described; readonly get?: Described }>>;
};

/** The operation at an address as it is described. */
export function operationAt(path: string, method: "get" | "post"): Described {
  const found = DOCUMENT.paths[path]?.[method];
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
}

function operationOf(name: string, method: "get" | "post"): Described {
  return operationAt(`/api/${name}`, method);
}

/** What an operation takes, as it is described. */
export function inputSchemaOf(name: string): JsonSchema {
  const schema = operationOf(name, "post").requestBody?.content["application/json"].schema;
  if (schema === undefined) throw new Error(`${name} takes no body`);
  return resolveRef(schema, DOCUMENT);
}

/** Why an answer is not one that the description names, or null. */
export function undocumented(name: string, status: number, body: unknown, method: "get" | "post" = "post"): string | null {
  return undocumentedIn(operationOf(name, method), status, "application/json", body);
}

/** {@link undocumented}, for an answer of any type; of bytes only the type is described. */
export function undocumentedIn({ responses }: Described, status: number, mediaType: string, body: unknown): string | null {
  const response = responses[String(status)];
  if (response === undefined) return `${status} is not described`;
  const schema = response.content?.[mediaType]?.schema;
  if (schema === undefined) return `${status} with ${mediaType} is not described`;
  return schema.format === "binary" ? null : mismatch(body, schema, DOCUMENT);
}
