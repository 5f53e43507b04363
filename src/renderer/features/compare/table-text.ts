// The table as it is shown, for the clipboard: tab-separated lines, value and difference in one cell.

export function tableText(table: HTMLTableElement): string {
  const lines = [...table.rows].map((row) =>
    [...row.cells]
      .map((cell) => plain(cell))
      .join('\t')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Texts of a cell with a space between; without buttons and switches, which say nothing on paper. */
function plain(cell: HTMLElement): string {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const parts: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (textContent && !parentElement?.closest('button, [role=radiogroup]')) parts.push(textContent.trim());
  }
  return parts.filter(Boolean).join(' ').replaceAll(/\s+/g, ' ');
}
