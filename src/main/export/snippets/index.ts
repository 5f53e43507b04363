// Source code of a best configuration for people who train elsewhere. Pure: a configuration and its data's header in, text out.
import { kerasSnippet } from './keras.ts';
import { pytorchSnippet } from './pytorch.ts';
import type { SnippetInput } from './snippet-input.ts';
import { planSnippet } from './snippet-plan.ts';

export type { SnippetInput } from './snippet-input.ts';

const writers = { keras: kerasSnippet, pytorch: pytorchSnippet } as const;

export type SnippetFormat = keyof typeof writers;
export const snippetFormats = Object.keys(writers) as readonly SnippetFormat[];

/** Throws AppError('invalid') with a sentence for data that no snippet can read. */
export function snippetOf(format: SnippetFormat, input: SnippetInput): string {
  return writers[format](planSnippet(input));
}
