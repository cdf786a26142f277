import { Menu } from '@base-ui/react/menu';
import type { ReactElement } from 'react';
import { api } from '../api/places.ts';
import { Icon } from '../parts/icon.tsx';
import { useKnownSession, useRenewSession, useRequest } from '../queries/service.tsx';

/** Who is signed in, and the way out. Nothing where nobody signs in. */
export function UserMenu(): ReactElement | null {
  const { name, signIn } = useKnownSession();
  const request = useRequest();
  const renew = useRenewSession();
  if (name === null || signIn.length === 0) return null;
  const signOut = async (): Promise<void> => {
    // A session that is over already is as good as signed out: the page looks again and sees.
    await request(api.session, { method: 'DELETE' }).catch(() => undefined);
    await renew();
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button" data-kind="quiet" aria-label={`Signed in as ${name}`}>
        <Icon name="user" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6}>
          <Menu.Popup className="menu">
            <p className="menu-label">{name}</p>
            <Menu.Item className="menu-item" onClick={() => void signOut()}>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
