/** The publisher's table from node names to labels and ontology codes. */
import { PullError, type Library } from "./library";

export interface Term {
  readonly label: string | null;
  readonly uberon: string | null;
  readonly fma: string | null;
}

export type Crosswalk = (node: string) => Term | null;

/** Rows of a CSV with quotes (RFC 4180). */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  const source = text.replace(/^\uFEFF/, "");
  for (let i = 0; i < source.length; i++) {
    const c = source[i] ?? "";
    if (isQuoted) {
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') {
        cell += c;
        i++;
      } else isQuoted = false;
    } else if (c === '"') isQuoted = true;
    else if (c === ",") {
      row.push(cell);
      cell = "";
    } else if (c === "\n" || c === "\r") {
      if (c === "\r" && source[i + 1] === "\n") i++;
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

const FIRST_HEADING = "anatomical_structure_of";
const empty = (cell: string | undefined): string | null => (cell === undefined || cell.trim() === "" || cell.trim() === "-" ? null : cell.trim());

/** Older files say `VHF_` for `VH_F_`; copies of a node carry a number or a letter at the end. */
function spellings(node: string): string[] {
  const modern = node.replace(/^.*[:|]/, "").replace(/^VH([FM])_/, "VH_$1_");
  return [modern, modern.replace(/\d+$/, ""), modern.replace(/_[a-z]$/, "")];
}

/** Reads the crosswalk; entries that are known to be wrong are set right. */
export function readCrosswalk(text: string, corrections: Library["corrections"]): Crosswalk {
  const rows = csvRows(text);
  const heading = rows.findIndex((row) => row[0] === FIRST_HEADING);
  const head = rows[heading];
  const column = { node: head?.indexOf("node_name") ?? -1, label: head?.indexOf("label") ?? -1, id: head?.indexOf("OntologyID") ?? -1 };
  if (Object.values(column).some((at) => at < 0)) throw new PullError("The crosswalk has no row with node_name, label and OntologyID.");
  const terms = new Map<string, Term>();
  for (const row of rows.slice(heading + 1)) {
    const node = empty(row[column.node]);
    const id = empty(row[column.id]);
    const term = {
      label: empty(row[column.label]),
      uberon: id !== null && /^UBERON:\d{7}$/.test(id) ? id : null,
      fma: id !== null && /^FMA:?\d+$/.test(id) ? id.replace(/^FMA:?/, "FMA:") : null,
    };
    // A node may stand in several rows; the one that says most counts.
    const known = node === null ? undefined : terms.get(node);
    if (node !== null && (known === undefined || (known.label === null && term.label !== null))) terms.set(node, term);
  }
  for (const { node, label, uberon, fma } of corrections) terms.set(node, { label, uberon: uberon ?? null, fma: fma ?? null });
  return (node) => {
    for (const spelling of spellings(node)) {
      const found = terms.get(spelling);
      if (found) return found;
    }
    return null;
  };
}
