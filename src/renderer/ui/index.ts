// The component kit. Knows texts and looks, nothing of studies, hosts or selection.
export { Banner } from './banner.tsx';
export { Button, type ButtonProps, IconButton, type IconButtonProps } from './button.tsx';
export { Check, Switch } from './check.tsx';
export { Chip, FilterChip } from './chip.tsx';
export { cx } from './cx.ts';
export { DataTable } from './data-table.tsx';
export type { Column, ColumnTools, RowGroup, Sort } from './data-table-columns.ts';
export { type Density, densities, useDensity, useRowHeight } from './density.ts';
export { Dialog } from './dialog.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorBoundary, PanelFailed } from './error-boundary.tsx';
export { NumberField, type NumberFieldProps, TextArea, TextField, type TextFieldProps } from './field.tsx';
export { Icon, type IconName, Logo } from './icon.tsx';
export { isMac, Kbd, keyLabel } from './kbd.tsx';
export { Menu, type MenuEntry } from './menu.tsx';
export { type NumberRule, nudge, parseNumber } from './number-entry.ts';
export { PageHead } from './page-head.tsx';
export { Panel, PanelHead } from './panel.tsx';
export { Popover } from './popover.tsx';
export {
  type ChoiceCell,
  ChoiceScale,
  type Interval,
  isOutside,
  placeOnScale,
  problemOf,
  type RangeAxis,
  type RangeMark,
  RangeScale,
  type RangeTone,
} from './range-scale/index.ts';
export { ScrollTable } from './scroll-table.tsx';
export { Segmented, type SegmentedOption } from './segmented.tsx';
export { Select, type SelectOption } from './select.tsx';
export { Slider } from './slider.tsx';
export { StateGlyph } from './state-glyph.tsx';
export { Swatch } from './swatch.tsx';
export { TickStrip } from './tick-strip.tsx';
export { Toaster, toast, toastError } from './toast.tsx';
export { Tooltip, TooltipProvider } from './tooltip.tsx';
export { VirtualList, virtualHeading, virtualRow, virtualTall } from './virtual-list.tsx';
