import type { ReactNode } from "react";
import { cx } from "./classes";

export interface Column<R> {
  id: string;
  heading: string;
  cell: (row: R) => ReactNode;
  /** Clock times and numbers line up at the end. */
  numeric?: boolean;
  /** The cell that names the row for screen readers; one per table. */
  names?: boolean;
}

interface DataTableProps<R> {
  caption: string;
  /** Leave the caption unseen where a heading says it. */
  captionHidden?: boolean;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  className?: string;
}

/** Rows and columns. Too wide for its place it scrolls sideways by itself, by keys too. */
export function DataTable<R>({ caption, captionHidden = false, columns, rows, rowKey, className }: DataTableProps<R>) {
  return (
    <div role="region" aria-label={caption} tabIndex={0} className={cx("table-frame", className)}>
      <table className="data-table">
        <caption className={captionHidden ? "sr-only" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" data-numeric={column.numeric || undefined}>
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) =>
                column.names ? (
                  <th key={column.id} scope="row" data-numeric={column.numeric || undefined}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} data-numeric={column.numeric || undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
