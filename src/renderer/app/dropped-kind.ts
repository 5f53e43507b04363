// Whether a file that was dropped holds data to learn from, or the log of a training. Pure.

/** Pictures, arrays and columns: no training log is one. */
export function isDataName(name: string): boolean {
  return /\.(npy|npz|parquet|png|jpe?g)$|(^|[-_.])idx\d-ubyte(\.gz)?$|\.(csv|tsv)\.gz$/i.test(name);
}

/** What its first line must decide. */
export function isTableName(name: string): boolean {
  return /\.(csv|tsv|txt)$/i.test(name);
}

/** A log counts epochs or steps, or has a loss; `head`: its beginning. */
export function isDataTable(head: string): boolean {
  const [header = ''] = head.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const names = header.split(/[,;\t|]/).map((name) => name.trim().replace(/^"|"$/g, ''));
  return header.trim() !== '' && !names.some((name) => /^(epochs?|(global_)?steps?)$|(^|[_./ -])loss$/i.test(name));
}
