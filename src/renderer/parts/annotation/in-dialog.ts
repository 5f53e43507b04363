// Fields of notes stand in the inspector and in dialogs, where Escape closes the dialog.

export function inDialog(element: Element | null): boolean {
  return element?.closest('[role=dialog]') != null;
}
