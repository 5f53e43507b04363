export function build(root: string, node?: string): void;
export function buildIfStale(root: string, node?: string): void;
