// Keeps a failure inside its panel: the panel says so and offers to try again, the others go on.
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { common, useHostText, useTexts } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';
import style from './empty-state.module.css';

interface Props {
  children: ReactNode;
  onError?: (error: Error, info: ErrorInfo) => void;
}

export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack);
    this.props.onError?.(error, info);
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return <PanelFailed error={error} onRetry={() => this.setState({ error: null })} />;
  }
}

export function PanelFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTexts(common);
  const say = useHostText();
  return (
    <div className={style.state} role="alert">
      <h3 className="bad">{t('panelFailed')}</h3>
      <p>{t('panelFailedText', { message: say(error.message) })}</p>
      <div className="row">
        <Button size="small" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
        <Button
          size="small"
          kind="quiet"
          onClick={() => void copyText(`${error.message}\n${error.stack ?? ''}`, t('reportCopied'), t('copyFailed'))}
        >
          {t('copyReport')}
        </Button>
      </div>
    </div>
  );
}
