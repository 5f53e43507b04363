// A plot whose dots are runs: under the pointer they are hovered, pressed they are selected.
import { useMemo } from 'react';
import { CanvasPlot, type DrawPlot, type PlotPointer } from '../../../charts/index.ts';
import { useSelection } from '../../../state/index.ts';
import { boxOf, type Dot, type DotLook, dotNear } from '../plot-frame.ts';
import { useSubject } from '../subject.ts';

/** `drawing` and `dots` change only when the picture does. */
export function DotPlot({
  name,
  summary,
  drawing,
  dots,
  right,
}: {
  name: string;
  summary: string;
  drawing: (look: DotLook) => DrawPlot;
  dots: (width: number, height: number) => readonly Dot[];
  /** px that the plot leaves free at its right. */
  right?: number;
}) {
  const { looks, theme } = useSubject();
  const hovered = useSelection((store) => store.hovered);
  const selected = useSelection((store) => store.selected);
  const draw = useMemo(() => drawing({ looks, hovered, selected }), [drawing, looks, hovered, selected]);
  const near = (at: PlotPointer) => dotNear(dots(at.width, at.height), boxOf(at.width, at.height, right), at);
  return (
    <CanvasPlot
      name={name}
      summary={summary}
      theme={theme}
      draw={draw}
      onMove={(at) => useSelection.getState().hover(at ? near(at) : null)}
      onPick={(at) => {
        const run = near(at);
        if (run !== null) useSelection.getState().select(run);
      }}
    />
  );
}
