import './shell.css';
import { lazy, type ReactElement, type ReactNode, Suspense, useEffect, useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { view } from '../api/places.ts';
import { may } from '../api/session.ts';
import { Icon } from '../parts/icon.tsx';
import { Waiting } from '../parts/notice.tsx';
import { useKnownSession } from '../queries/service.tsx';
import { Brand } from './brand.tsx';
import { rememberNamespace } from './last-namespace.ts';

// Menus bring a library as large as all the rest of this page; nobody opens one within the first moments.
const NamespaceMenu = lazy(async () => ({ default: (await import('./menus.tsx')).NamespaceMenu }));
const TopMenus = lazy(async () => ({ default: (await import('./menus.tsx')).TopMenus }));

/** What is around every view: the way past it all, where one is, and where one can go. */
export function Shell({
  namespace,
  children,
}: {
  readonly namespace: string;
  readonly children: ReactNode;
}): ReactElement {
  useEffect(() => rememberNamespace(namespace), [namespace]);
  const main = useFocusOnChange();
  const session = useKnownSession();
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <Link className="brand" href={view.runs(namespace)} aria-label="Verdict, to the runs">
          <Brand />
          <span>Verdict</span>
        </Link>
        <Suspense fallback={<NamespaceName namespace={namespace} />}>
          <NamespaceMenu namespace={namespace} />
        </Suspense>
        <nav className="nav" aria-label="Main">
          <NavLink href={view.runs(namespace)}>Runs</NavLink>
          <NavLink href={view.templates(namespace)}>Templates</NavLink>
          {may(session, 'runner', namespace) && <NavLink href={view.start(namespace)}>Start a run</NavLink>}
        </nav>
        <div className="top-end">
          <Suspense>
            <TopMenus />
          </Suspense>
        </div>
      </header>
      <main className="main" id="main" tabIndex={-1} ref={main}>
        <Suspense fallback={<Waiting what="the page" />}>{children}</Suspense>
      </main>
    </div>
  );
}

/** Whoever goes to another view by a link goes on there with the keyboard and is read its beginning, as after a full load. */
function useFocusOnChange() {
  const [place] = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    globalThis.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);
  return main;
}

function NavLink({ href, children }: { readonly href: string; readonly children: ReactNode }): ReactElement {
  const [place] = useLocation();
  const isHere = place === href || place.startsWith(`${href}/`);
  return (
    <Link href={href} aria-current={isHere ? 'page' : undefined}>
      {children}
    </Link>
  );
}

/** Stands where the menu will be, as large as that. */
function NamespaceName({ namespace }: { readonly namespace: string }): ReactElement {
  return (
    <span className="button namespace-trigger" data-kind="quiet">
      <span>{namespace}</span>
      <Icon name="down" size={16} />
    </span>
  );
}
