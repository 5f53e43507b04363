// Which run's note or tags somebody is about to write. The inspector takes it where it shows that run; elsewhere a dialog opens.
import { create } from 'zustand';

export type AnnotationField = 'note' | 'tags';

interface Annotating {
  /** The field that is to have the focus next. */
  readonly field: AnnotationField | null;
  ask(field: AnnotationField): void;
  /** The field that was asked for, once. */
  take(): AnnotationField | null;
}

export const useAnnotating = create<Annotating>((set, get) => ({
  field: null,
  ask: (field) => set({ field }),
  take() {
    const { field } = get();
    if (field !== null) set({ field: null });
    return field;
  },
}));
