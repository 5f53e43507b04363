import { describe, expect, it } from 'vitest';
import { outOfMemory } from '#main/training/engines/out-of-memory.ts';
import { AppError } from '#shared/errors.ts';

// As the engines have written them.
const recorded = [
  'OOM when allocating tensor with shape[8192,1024,1024] and type float on /job:localhost/replica:0/task:0/device:GPU:0 by allocator GPU_0_bfc',
  'RESOURCE_EXHAUSTED: Failed to allocate request for 2.00GiB (2147483648B) on device ordinal 0',
  'failed to allocate 12.00G (12884901888 bytes) from device: CUDA_ERROR_OUT_OF_MEMORY: out of memory',
  'CUDA runtime implicit initialization on GPU:0 failed. Status: out of memory',
  'failed to create cublas handle: CUBLAS_STATUS_NOT_INITIALIZED',
  'Could not create cudnn handle: CUDNN_STATUS_ALLOC_FAILED',
  '[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : bfc_arena.cc Failed to allocate memory for requested buffer of size 4194304000',
  'std::bad_alloc',
  'Array buffer allocation failed',
];

describe('an error for lack of memory', () => {
  it.each(recorded)('is known: %s', (message) => {
    expect(outOfMemory(new Error(`Could not run.\n  ${message}\n\t [[{{node step}}]]`))).toBe(message);
    expect(outOfMemory(new AppError('limit', message))).toBe(message);
    expect(outOfMemory(new Error('The step failed.', { cause: new Error(message) }))).toBe(message);
  });

  it.each([
    'A trial of this size needs 41.2 GB of memory, this machine has 16.0 GB: lower model.units.',
    'TensorFlow could not run: Matrix size-incompatible: In[0]: [2,3], In[1]: [4,5]',
    'The loss is not a finite number.',
  ])('is nothing else: %s', (message) => {
    expect(outOfMemory(new Error(message))).toBeNull();
    expect(outOfMemory(message)).toBeNull();
  });
});
