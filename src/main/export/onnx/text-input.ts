// Texts as token ids: ONNX has no words by Unicode's rules. The file beside the model says how texts become ids.

import { ofLength } from './length.ts';
import { batchAxis, type InputContext, lengthAxis, type RawInput } from './raw-input.ts';

export function textInput({ header, program, tokenizer }: InputContext): RawInput {
  const [longest = 1] = header.inputShape;
  const [steps = 1] = program.inputShape;
  const known = program.tokens ?? header.vocabulary?.length ?? 2;
  return {
    description: [
      {
        name: 'tokens',
        type: 'int64',
        shape: [batchAxis, lengthAxis],
        steps,
        values: `The ids of a text's words, shorter texts filled up with 0 at the end; of longer ones the first ${steps} words are read.`,
        tokenizer: {
          version: tokenizer,
          steps: [
            'Unicode normalisation form NFKC',
            'lower case',
            "cut at word boundaries (Unicode Standard Annex #29, ICU's dictionaries for scripts without spaces)",
            'keep the segments that are words or numbers, leave out spaces and punctuation',
            'the id of a word is its place in the vocabulary; of any other word 1',
          ],
        },
        padding: 0,
        unknown: 1,
        vocabulary: header.vocabulary?.slice(0, known) ?? [],
      },
    ],
    lower(graph) {
      const given = graph.input('tokens', [batchAxis, lengthAxis], 'int64');
      const ids = ofLength(graph, given, graph.ints([0]), [steps]);
      const isKnown = graph.node('Less', [ids, graph.ints([known])]);
      const x = graph.node('Where', [isKnown, ids, graph.ints([1])]);
      const within = graph.node('Greater', [ids, graph.ints([0])]);
      return { x: graph.node('Cast', [x], { to: 1 }), mask: graph.node('Cast', [within], { to: 1 }) };
    },
    rows({ x }, rows) {
      const data = new BigInt64Array(rows.length * longest);
      rows.forEach((row, i) => {
        for (let k = 0; k < longest; k++) data[i * longest + k] = BigInt(x[row * longest + k] ?? 0);
      });
      return { tokens: { type: 'int64', dims: [rows.length, longest], data } };
    },
  };
}
