// Saves a text or bytes as a file through the browser's own download; the desktop shell uses the same.

export function saveText(name: string, type: string, text: string): void {
  save(name, new Blob([text], { type: `${type};charset=utf-8` }));
}

export function saveBytes(name: string, type: string, bytes: Uint8Array): void {
  save(name, new Blob([new Uint8Array(bytes)], { type }));
}

function save(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A study's name as the beginning of a file name that every system takes: "Digits, first sweep" becomes digits-first-sweep. */
export function fileSlug(studyName: string): string {
  const slug = studyName
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  return slug === '' ? 'study' : slug;
}
