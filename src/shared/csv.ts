// Tables as text: CSV (RFC 4180) for files, tabs for the clipboard. The command line and the pages write alike.

/** With CRLF after every row; null and undefined are empty cells. */
export function csvText(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${row.map((cell) => csvCell(String(cell ?? ''))).join(',')}\r\n`).join('');
}

/** Quoted where it holds a comma, a quote or a line end. */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet puts what stands between tabs into cells; one line a row. */
export function tabText(rows: readonly (readonly unknown[])[]): string {
  return rows.map((row) => `${row.map((cell) => tabCell(String(cell ?? ''))).join('\t')}\n`).join('');
}

/** Without what would begin another cell or row. */
export function tabCell(text: string): string {
  return text.replaceAll(/[\t\r\n]+/g, ' ');
}
