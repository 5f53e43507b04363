// How the proposal is made: of how many of the best trials, and with how much room beside them.
import type { StageProposal } from '#shared/contract/stages.ts';
import { useTexts } from '../../../i18n/index.ts';
import { NumberField } from '../../../ui/index.ts';
import type { Board } from '../model/board.ts';
import style from '../stages.module.css';
import { texts } from '../texts.ts';

export function ProposalFields({
  proposal,
  onEdit,
}: {
  proposal: StageProposal;
  onEdit: (change: Pick<Board, 'keepBest'> | Pick<Board, 'margin'>) => void;
}) {
  const t = useTexts(texts);
  return (
    <div className={style.nextFields}>
      <NumberField
        label={t('keepBest')}
        value={proposal.keepBest}
        min={1}
        max={1000}
        integer
        width={3}
        onChange={(keepBest) => onEdit({ keepBest })}
      />
      <NumberField
        label={t('margin')}
        value={Number((100 * proposal.margin).toPrecision(6))}
        min={0}
        max={1000}
        step={5}
        width={4}
        unit="%"
        onChange={(percent) => onEdit({ margin: percent / 100 })}
      />
    </div>
  );
}
