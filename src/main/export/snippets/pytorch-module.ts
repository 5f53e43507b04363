// A PyTorch module as it is written: its members, and the statements of its forward pass.

/** Collects members of the module and the statements of its forward pass. */
export interface Module {
  readonly members: string[];
  readonly statements: string[];
  /** "dense1", "dense2" ...; the attribute of the module. */
  add(kind: string, code: string): string;
}

export function emptyModule(): Module {
  const counts = new Map<string, number>();
  const members: string[] = [];
  return {
    members,
    statements: [],
    add(kind, code) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      members.push(`self.${kind}${count} = ${code}`);
      return `self.${kind}${count}`;
    },
  };
}
