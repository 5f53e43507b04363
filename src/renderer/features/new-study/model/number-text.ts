export { numberText, parseNumberText } from '../../../parts/number-text.ts';
