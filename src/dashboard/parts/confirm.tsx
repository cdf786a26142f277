import { AlertDialog } from '@base-ui/react/alert-dialog';
import { type ReactElement, type ReactNode, useState } from 'react';

/** A button whose deed is asked about first. The dialog keeps the focus inside and gives it back; what goes wrong is said in it. */
export function ConfirmButton({
  label,
  icon,
  kind,
  title,
  children,
  act,
}: {
  readonly label: string;
  readonly icon?: ReactNode;
  readonly kind?: 'danger' | 'primary';
  /** The question. */
  readonly title: string;
  /** What it leads to. */
  readonly children: ReactNode;
  /** Does it; the dialog closes when it has. */
  readonly act: () => Promise<unknown>;
}): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const { isBusy, error, begin, forget } = useDeed(act, () => setOpen(false));
  const change = (open: boolean): void => {
    forget();
    setOpen(open);
  };
  return (
    <AlertDialog.Root open={isOpen} onOpenChange={change}>
      <AlertDialog.Trigger className="button" data-kind={kind === 'danger' ? 'danger' : undefined}>
        {icon}
        {label}
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="dialog-shade" />
        <AlertDialog.Popup className="dialog">
          <AlertDialog.Title>{title}</AlertDialog.Title>
          <AlertDialog.Description className="muted" render={<div />}>
            {children}
          </AlertDialog.Description>
          {error !== undefined && (
            <p className="banner" data-tone="error" role="alert">
              {error.message}
            </p>
          )}
          <div className="dialog-actions">
            <AlertDialog.Close className="button">Cancel</AlertDialog.Close>
            <button className="button" data-kind={kind} type="button" disabled={isBusy} onClick={begin}>
              {label}
            </button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function useDeed(act: () => Promise<unknown>, onDone: () => void) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const run = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await act();
      onDone();
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, error, begin: () => void run(), forget: () => setError(undefined) };
}
