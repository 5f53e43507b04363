// How runs are chosen to be compared, wherever a run is shown. Features use it; it knows neither them nor the host.
export { CompareButton } from './compare-button.tsx';
export { texts as comparisonTexts } from './texts.ts';
export { compareHref, useToggleCompared } from './use-compared.ts';
