// A program of its own: says whether an engine trains on the card that this process was given (CUDA_VISIBLE_DEVICES). The host does not
// ask itself: an engine that has seen a card holds memory of it for as long as its process lives.
import { getEngine } from './engines/index.ts';
import type { DeviceAnswer } from './protocol.ts';

const engine = await getEngine(process.argv[2] ?? '');
const reason = await engine.unavailable();
const answer: DeviceAnswer =
  reason === null ? { cuda: await engine.usesCuda(), reason: null } : { cuda: false, reason };
process.send?.(answer, undefined, undefined, () => process.exit(0));
