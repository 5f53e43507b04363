// Whether an error says that a device or the machine had no memory left: engines say it in many ways.
const signs = [
  // TensorFlow, RESOURCE_EXHAUSTED, on any device.
  /OOM when allocating/i,
  /RESOURCE_EXHAUSTED|resource exhausted/i,
  // CUDA, cuBLAS and cuDNN, which TensorFlow passes on as internal errors.
  /CUDA_ERROR_OUT_OF_MEMORY|\bout of memory\b/i,
  /(CUBLAS|CUDNN)_STATUS_(ALLOC_FAILED|NOT_INITIALIZED)/,
  /failed to (create|initialize) (cublas|cudnn)|could not create cudnn handle/i,
  // onnxruntime and JavaScript.
  /failed to allocate memory|bad allocation|std::bad_alloc/i,
  /array buffer allocation failed/i,
] as const;

/** The first line of the message of `thrown` or of its causes that says so; null for any other error. */
export function outOfMemory(thrown: unknown): string | null {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const line = error.message.split('\n').find((text) => signs.some((sign) => sign.test(text)));
    if (line !== undefined) return line.trim();
  }
  return null;
}
