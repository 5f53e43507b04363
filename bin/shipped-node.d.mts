export function nodePackages(platform: string, arch: string): string[];
export function shippedNode(root: string, platform?: string, arch?: string): string | null;
export function chooseNode(root: string): string;
