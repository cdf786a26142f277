import './sign-in-page.css';
import { type ReactElement, type SubmitEvent, useState } from 'react';
import { Redirect, useSearch } from 'wouter';
import { api, signInElsewhere } from '../../api/places.ts';
import { Problem } from '../../api/problem.ts';
import { useTitle } from '../../parts/use-title.ts';
import { useKnownSession, useRenewSession, useRequest } from '../../queries/service.tsx';
import { Brand } from '../../shell/brand.tsx';
import { failedWords } from './failed-words.ts';
import { wayBack } from './way-back.ts';

/** Lets somebody in by a token or by whoever knows them, and brings them to where they wanted to go. */
export function SignInPage(): ReactElement {
  useTitle('Sign in');
  const { name, signIn } = useKnownSession();
  const params = new URLSearchParams(useSearch());
  const back = wayBack(params.get('back'));
  const failed = failedWords(params);
  if (name !== null) return <Redirect to={back} replace />;
  const [hasOidc, hasToken] = [signIn.includes('oidc'), signIn.includes('token')];
  return (
    <main className="sign-in">
      <div className="card sign-in-card">
        <Brand />
        <h1>Sign in to Verdict</h1>
        {failed !== undefined && (
          <div className="banner" data-tone="fail" role="alert">
            <p>{failed}</p>
          </div>
        )}
        {hasOidc && (
          <a
            className="button"
            data-kind="primary"
            href={`${signInElsewhere}?${new URLSearchParams({ returnTo: back }).toString()}`}
          >
            Sign in with your organisation
          </a>
        )}
        {hasOidc && hasToken && <p className="sign-in-or">or</p>}
        {hasToken && <TokenForm isOnly={!hasOidc} />}
        {signIn.length === 0 && (
          <p className="muted">
            This service takes no sign-in from browsers: programs show it a JWT with each request.
          </p>
        )}
      </div>
    </main>
  );
}

function TokenForm({ isOnly }: { readonly isOnly: boolean }): ReactElement {
  const [token, setToken] = useState('');
  const { isBusy, wrong, submit } = useSignIn(token);
  return (
    <form className="sign-in-form" onSubmit={submit}>
      <div className="field">
        <label htmlFor="token">Token</label>
        <input
          className="input"
          id="token"
          type="password"
          autoComplete="current-password"
          autoFocus={isOnly}
          value={token}
          onChange={({ target }) => setToken(target.value)}
          aria-invalid={wrong !== undefined}
          aria-describedby="token-said"
          required
        />
        <p
          className={wrong === undefined ? 'hint' : 'wrong'}
          id="token-said"
          role={wrong === undefined ? undefined : 'alert'}
        >
          {wrong ?? (
            <span>
              Made by <code>verdict token create</code>. It is not kept in this browser.
            </span>
          )}
        </p>
      </div>
      <button className="button" data-kind={isOnly ? 'primary' : undefined} type="submit" disabled={isBusy}>
        Sign in{isOnly ? '' : ' with a token'}
      </button>
    </form>
  );
}

function useSignIn(token: string) {
  const request = useRequest();
  const renew = useRenewSession();
  const [isBusy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    setBusy(true);
    setWrong(undefined);
    request(api.session, { method: 'POST', body: { token: token.trim() } })
      .then(renew, (thrown: unknown) => setWrong(wordsFor(thrown)))
      .finally(() => setBusy(false));
  };
  return { isBusy, wrong, submit };
}

function wordsFor(thrown: unknown): string {
  if (thrown instanceof Problem && thrown.status === 401) return 'This token is not known here, or is over.';
  return thrown instanceof Error ? thrown.message : String(thrown);
}
