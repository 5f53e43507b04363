// A confidence in one word. Pure.

export function confidenceWord(confidence: number): 'high' | 'fair' | 'low' {
  return confidence >= 0.8 ? 'high' : confidence >= 0.6 ? 'fair' : 'low';
}
