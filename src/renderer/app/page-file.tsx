// A page in a file of its own.
import { type ComponentType, lazy, useState } from 'react';

export interface PageFile<P extends object> {
  readonly Page: ComponentType<P>;
  /** Settles when `Page` draws at once. */
  load(): Promise<unknown>;
}

/**
 * The component that `fetch` brings. One that is here already is drawn at once: `lazy` alone would first show what stands in for it, and React
 * leaves that for 300 ms at least.
 */
export function pageFrom<P extends object>(fetch: () => Promise<ComponentType<P>>): PageFile<P> {
  let here: ComponentType<P> | null = null;
  const load = () =>
    fetch().then((page) => {
      here = page;
      return { default: page };
    });
  const Later = lazy<ComponentType<P>>(load) as unknown as ComponentType<P>;
  function Page(props: P) {
    // For as long as it is shown: another component in its place would begin anew.
    const [Shown] = useState<ComponentType<P>>(() => here ?? Later);
    return <Shown {...props} />;
  }
  return { Page, load };
}
