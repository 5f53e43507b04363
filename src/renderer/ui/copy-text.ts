// Puts a text on the clipboard and says so.
import { toast, toastError } from './toast.tsx';

/** Tells `copied` when the text is there and `refused` when the browser does not allow it; never throws. */
export async function copyText(text: string, copied: string, refused: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast(copied);
  } catch {
    toastError(new Error(refused));
  }
}
