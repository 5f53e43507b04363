// One step from a format of the database to the next.

export interface Migration {
  /** The format that the file has afterwards; migration n leads from n - 1 to n. */
  readonly version: number;
  readonly sql: string;
}
