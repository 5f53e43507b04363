// Which files hold studies of other programs, or trials that Vernier exported: told by how they begin, not by their names. Pure.

const sqlite = 'SQLite format 3\0';
/** Bytes that decide of any file but a list in JSON. */
export const headBytes = 4096;

export type ImportKind = 'sqlite' | 'journal' | 'trial-table';

/** `head`: the file's first bytes, `headBytes` of them or all. Null: of another kind, or JSON. */
export function importKind(head: Uint8Array): ImportKind | null {
  const text = new TextDecoder().decode(head.subarray(0, headBytes));
  if (text.startsWith(sqlite)) return 'sqlite';
  const [line = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  if (/^\s*\{.*"op_code"\s*:/.test(line)) return 'journal';
  return /^trial,(stage,)?(space_version,)?state,reason,value,/.test(line) ? 'trial-table' : null;
}

/** Whether JSON looks like the trials of an export, right or not. */
export function isTrialList(json: unknown): boolean {
  if (!Array.isArray(json) || json.length === 0) return false;
  return json.every((one) => typeof one === 'object' && one !== null && 'trial' in one && 'params' in one);
}
