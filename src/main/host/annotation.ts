// Note and tags as the contract has them, for the store: what is absent stays, an empty note is none.
import type { Annotation } from '#main/scheduler/index.ts';

export function annotation({ note, tags }: { note?: string | undefined; tags?: string[] | undefined }): Annotation {
  return { ...(note !== undefined && { note: note === '' ? null : note }), ...(tags !== undefined && { tags }) };
}
