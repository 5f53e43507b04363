// What the page remembers by itself: where it is, what is selected, how it looks.
export { type AnnotationField, useAnnotating } from './annotating.ts';
export { assignSlots, type SlotLook, type SlotMark, slotCount, slotLook } from './colour-slots.ts';
export { allCommands, type Command, perform, useCommandStore, useCommands } from './commands.ts';
export { markedRuns, maxCompared, readCompared, withCompared, writeCompared } from './compared.ts';
export { useDismissedAdvice } from './dismissed-advice.ts';
export {
  changeOfAdvice,
  changeOfFix,
  type DraftChange,
  hashOfChanges,
  hashOfDraft,
  readChanges,
} from './draft-change.ts';
export { bestCount, focusSet } from './focus-set.ts';
export { type GivenFile, useGivenFiles } from './given-files.ts';
export { type History, record, redo, startHistory, undo } from './history.ts';
export { useLayout } from './layout.ts';
export { type MetricView, metricNames, metricView, objectiveView } from './metric-keys.ts';
export { moved } from './moved.ts';
export { systemNotifications, useNotifications } from './notifications.ts';
export { type OwnRecipe, useOwnRecipes } from './own-recipes.ts';
export {
  hashOf,
  type Location,
  navigate,
  parseHash,
  type Route,
  replaceQuery,
  type StudyTab,
  studyTabs,
  useLocation,
} from './route.ts';
export { hasPart, outsideFilter, runFilter, tagFilter, togglePart } from './run-filter.ts';
export { contextLook, type RunLook, useRunLooks } from './run-looks.ts';
export { asViewTab, currentView, sameView, showView } from './saved-view.ts';
export { type SelectionStore, useSelection } from './selection.ts';
export { useSingleLetters } from './single-letters.ts';
export { type StageChange, type StageDraft, useStageDraft } from './stage-draft.ts';
export { type StartQuestion, useStartQuestion } from './start-question.ts';
export { type EditChange, type StudyEdit, useStudyEdits } from './study-edits.ts';
export { type Theme, themes, useTheme } from './theme.ts';
export { useRunFilter } from './use-run-filter.ts';
export { type ChartView, readView, useChartView } from './view.ts';
