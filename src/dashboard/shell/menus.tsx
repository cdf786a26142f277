import type { ReactElement } from 'react';
import { NamespaceMenu as Namespaces } from './namespace-menu.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { UserMenu } from './user-menu.tsx';

/** The menu of namespaces, fetched with the others. */
export function NamespaceMenu({ namespace }: { readonly namespace: string }): ReactElement {
  return <Namespaces namespace={namespace} />;
}

/** The menus at the end of the top. */
export function TopMenus(): ReactElement {
  return (
    <>
      <ThemeMenu />
      <UserMenu />
    </>
  );
}
