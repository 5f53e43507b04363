// Source code of a best configuration for people who train elsewhere. Pure: a configuration and its data's header in, text out.
import { kerasSnippet } from './keras.ts';
import { pytorchSnippet } from './pytorch.ts';
import type { SnippetInput } from './snippet-input.ts';
import { planSnippet } from './snippet-plan.ts';
import { typescriptSnippet } from './typescript.ts';

export type { SnippetInput } from './snippet-input.ts';

const pythonWriters = { keras: kerasSnippet, pytorch: pytorchSnippet } as const;

/** Programs that train it anew. */
export type PythonFormat = keyof typeof pythonWriters;
export const pythonFormats = Object.keys(pythonWriters) as readonly PythonFormat[];

export type SnippetFormat = PythonFormat | 'typescript';
export const snippetFormats: readonly SnippetFormat[] = [...pythonFormats, 'typescript'];

/** Throws AppError('invalid') with a sentence for data that no Python program can read. */
export function snippetOf(format: SnippetFormat, input: SnippetInput): string {
  return format === 'typescript' ? typescriptSnippet(input) : pythonWriters[format](planSnippet(input));
}
