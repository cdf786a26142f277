import { Combobox } from '@base-ui/react/combobox';
import { type ReactElement, useState } from 'react';
import { useLocation } from 'wouter';
import { view } from '../api/places.ts';
import { Icon } from '../parts/icon.tsx';
import { useNamespaces } from '../queries/namespaces.ts';
import { useKnownSession } from '../queries/service.tsx';
import { choicesFor } from './namespace-choices.ts';

/** Goes to another namespace: one of those in which something is, or any other by its name. */
export function NamespaceMenu({ namespace }: { readonly namespace: string }): ReactElement {
  const [, go] = useLocation();
  const [typed, setTyped] = useState('');
  const session = useKnownSession();
  const { data: known = [] } = useNamespaces();
  const choices = choicesFor({ known, session, current: namespace, typed });
  return (
    <Combobox.Root
      items={choices}
      value={namespace}
      inputValue={typed}
      onInputValueChange={setTyped}
      onValueChange={(chosen) => chosen !== null && go(view.runs(chosen))}
      autoHighlight
    >
      <Combobox.Trigger className="button namespace-trigger" data-kind="quiet" aria-label={`Namespace: ${namespace}`}>
        <span>{namespace}</span>
        <Icon name="down" size={16} />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner align="start" sideOffset={6}>
          <Combobox.Popup className="menu namespace-menu" aria-label="Namespaces">
            <Combobox.Input
              className="input"
              aria-label="Find a namespace, or name another"
              placeholder="Find or name one"
            />
            <Combobox.Empty className="menu-none">A namespace has lower-case letters, digits and “-”.</Combobox.Empty>
            <Combobox.List>
              {(one: string) => (
                <Combobox.Item className="menu-item" key={one} value={one}>
                  {one}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
