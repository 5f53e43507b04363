// The Live page: run list, chart, best so far, workers, inspector.

export function LivePage({ studyId }: { studyId: string }) {
  return <p>{studyId}</p>;
}
