// Text into HTML. Everything that a person or a file named goes through `escaped`.

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** A name of a setting or a value, which may be long: its line may break behind a dot or a stroke. */
export function breakable(text: string): string {
  return escaped(text).replace(/[._](?=\D)/g, '$&<wbr>');
}

/** `head`: one row; cells are HTML. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  options: { numeric?: readonly number[] } = {},
) {
  const cell = (tag: string, html: string, i: number) =>
    `<${tag}${options.numeric?.includes(i) ? ' class="num"' : ''}${tag === 'th' ? ' scope="col"' : ''}>${html}</${tag}>`;
  return [
    '<div class="scroll"><table><thead><tr>',
    ...head.map((html, i) => cell('th', html, i)),
    '</tr></thead><tbody>',
    ...rows.map((row) => `<tr>${row.map((html, i) => cell('td', html, i)).join('')}</tr>`),
    '</tbody></table></div>',
  ].join('');
}
