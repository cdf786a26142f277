import { CSPProvider } from '@base-ui/react/csp-provider';
import { lazy, type ReactElement, Suspense } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { view } from './api/places.ts';
import type { Session } from './api/session.ts';
import { RunsPage } from './pages/runs/runs-page.tsx';
import { Failure, Notice, Waiting } from './parts/notice.tsx';
import { useTitle } from './parts/use-title.ts';
import { useNamespaces } from './queries/namespaces.ts';
import { ServiceProvider, useSession } from './queries/service.tsx';
import { Broken } from './shell/broken.tsx';
import { lastNamespace } from './shell/last-namespace.ts';
import { firstNamespace } from './shell/namespace-choices.ts';
import { Shell } from './shell/shell.tsx';

// What is not on the first page is fetched when it is wanted.
const RunPage = lazy(async () => ({ default: (await import('./pages/run/run-page.tsx')).RunPage }));
const StartPage = lazy(async () => ({ default: (await import('./pages/start/start-page.tsx')).StartPage }));
const TemplatesPage = lazy(async () => ({
  default: (await import('./pages/templates/templates-page.tsx')).TemplatesPage,
}));
const TemplatePage = lazy(async () => ({
  default: (await import('./pages/templates/template-page.tsx')).TemplatePage,
}));
const SignInPage = lazy(async () => ({ default: (await import('./pages/sign-in/sign-in-page.tsx')).SignInPage }));

/** The whole page. */
export function App(): ReactElement {
  return (
    // Elements that a strict policy refuses are not made.
    <CSPProvider disableStyleElements>
      <Broken>
        <ServiceProvider>
          <Suspense fallback={<Waiting what="the page" />}>
            <Gate />
          </Suspense>
        </ServiceProvider>
      </Broken>
    </CSPProvider>
  );
}

/** Lets in whoever is signed in, and shows the others where to sign in: they come back to where they wanted to go. */
function Gate(): ReactElement {
  const { data: session, error, refetch } = useSession();
  const [place] = useLocation();
  const search = useSearch();
  if (session === undefined) {
    return error === null ? (
      <Waiting what="the page" />
    ) : (
      <Failure error={error} level={1} retry={() => void refetch()} />
    );
  }
  if (place === view.signIn) return <SignInPage />;
  if (session.name === null) {
    const wanted = search === '' ? place : `${place}?${search}`;
    return <Redirect to={`${view.signIn}?${new URLSearchParams({ back: wanted }).toString()}`} replace />;
  }
  return <Views session={session} />;
}

function Views({ session }: { readonly session: Session }): ReactElement {
  return (
    <Switch>
      <Route path="/namespaces/:namespace/*?">
        {({ namespace }) => (
          <Shell namespace={namespace}>
            <NamespaceViews namespace={namespace} />
          </Shell>
        )}
      </Route>
      <Route>{() => <Elsewhere session={session} />}</Route>
    </Switch>
  );
}

function NamespaceViews({ namespace }: { readonly namespace: string }): ReactElement {
  return (
    <Switch>
      <Route path="/namespaces/:namespace/runs">{() => <RunsPage key={namespace} namespace={namespace} />}</Route>
      <Route path="/namespaces/:namespace/runs/:id">
        {({ id }) => <RunPage key={id} namespace={namespace} id={id} />}
      </Route>
      <Route path="/namespaces/:namespace/start">{() => <StartPage key={namespace} namespace={namespace} />}</Route>
      <Route path="/namespaces/:namespace/templates">{() => <TemplatesPage namespace={namespace} />}</Route>
      <Route path="/namespaces/:namespace/templates/:name">
        {({ name }) => <TemplatePage key={name} namespace={namespace} name={name} />}
      </Route>
      <Route path="/namespaces/:namespace/new-template">{() => <TemplatePage namespace={namespace} />}</Route>
      <Route path="/namespaces/:namespace">{() => <Redirect to={view.runs(namespace)} replace />}</Route>
      <Route>{() => <NotThere namespace={namespace} />}</Route>
    </Switch>
  );
}

function Elsewhere({ session }: { readonly session: Session }): ReactElement {
  const [place] = useLocation();
  const { data: known, error } = useNamespaces();
  const last = lastNamespace();
  if (last === undefined && known === undefined && error === null) return <Waiting what="the page" />;
  const namespace = last ?? firstNamespace(known ?? [], session);
  if (place === '/') return <Redirect to={view.runs(namespace)} replace />;
  return (
    <Shell namespace={namespace}>
      <NotThere namespace={namespace} />
    </Shell>
  );
}

function NotThere({ namespace }: { readonly namespace: string }): ReactElement {
  useTitle('Not there');
  return (
    <Notice
      level={1}
      title="There is no such page"
      actions={
        <a className="button" href={view.runs(namespace)}>
          To the runs
        </a>
      }
    >
      The address may have been cut off on its way here.
    </Notice>
  );
}
