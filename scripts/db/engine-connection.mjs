import { ColumnTypeEnum as Column, DriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";

// How the schema engine wants each type of Postgres; what is not here goes as text, which is right
// for all that it asks of the catalogues.
const byOid = new Map([
  [16, { column: Column.Boolean, read: (text) => text === "t" }],
  [18, { column: Column.Character, read: (text) => text }],
  [20, { column: Column.Int64, read: (text) => text }],
  [21, { column: Column.Int32, read: Number }],
  [23, { column: Column.Int32, read: Number }],
  [26, { column: Column.Int64, read: (text) => text }],
  [700, { column: Column.Float, read: Number }],
  [701, { column: Column.Double, read: Number }],
  [1184, { column: Column.DateTime, read: (text) => new Date(text).toISOString() }],
]);
const arrays = new Map([
  [1002, Column.CharacterArray],
  [1003, Column.TextArray],
  [1005, Column.Int32Array],
  [1007, Column.Int32Array],
  [1009, Column.TextArray],
]);

const parserFor = (oid) => {
  if (arrays.has(oid)) return pg.types.getTypeParser(oid === 1003 ? 1009 : oid, "text");
  return byOid.get(oid)?.read ?? ((text) => text);
};

const columnOf = (oid) => arrays.get(oid) ?? byOid.get(oid)?.column ?? Column.Text;

const asEngineError = (error) =>
  new DriverAdapterError({
    kind: "postgres",
    code: error.code ?? "XX000",
    severity: error.severity ?? "ERROR",
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  });

/** A connection as Prisma's schema engine wants it: one plain client, arrays for rows. */
export async function engineConnection(connectionString) {
  const client = new pg.Client({ connectionString, types: { getTypeParser: parserFor } });
  client.on("error", () => {});
  await client.connect();
  const query = async ({ sql, args }) => {
    try {
      return await client.query({ text: sql, values: args, rowMode: "array" });
    } catch (error) {
      throw asEngineError(error);
    }
  };
  const about = { provider: "postgres", adapterName: "bedside-engine-connection" };
  return {
    ...about,
    queryRaw: async (asked) => {
      const { fields, rows } = await query(asked);
      return { columnNames: fields.map((one) => one.name), columnTypes: fields.map((one) => columnOf(one.dataTypeID)), rows };
    },
    executeRaw: async (asked) => (await query(asked)).rowCount ?? 0,
    executeScript: async (script) => {
      try {
        await client.query(script);
      } catch (error) {
        throw asEngineError(error);
      }
    },
    startTransaction: async () => {
      throw new Error("the schema engine is not expected to open transactions here");
    },
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose: () => client.end(),
  };
}
