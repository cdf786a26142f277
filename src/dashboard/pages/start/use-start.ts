import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { api, view } from '../../api/places.ts';
import { Problem } from '../../api/problem.ts';
import type { TemplateArgument } from '../../api/template.ts';
import type { Json, Run } from '../../api/wire.ts';
import { useRequest } from '../../queries/service.tsx';
import { NOTHING_WRONG, type Wrongs, wrongsIn } from './start-fields.ts';

/** The body of a start. */
export interface StartBody {
  readonly template?: Json;
  readonly templateRef?: { readonly name: string; readonly clusterScope?: boolean };
  readonly args: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly timeout?: string;
}

/** Starts a run and goes to it, or says what is against it. */
export function useStart(namespace: string) {
  const request = useRequest();
  const client = useQueryClient();
  const [, go] = useLocation();
  const keyFor = useRequestKey();
  const [isBusy, setBusy] = useState(false);
  const [wrongs, setWrongs] = useState<Wrongs>(NOTHING_WRONG);
  const start = async (body: StartBody, args: readonly TemplateArgument[]): Promise<void> => {
    setBusy(true);
    setWrongs(NOTHING_WRONG);
    try {
      const headers = { 'idempotency-key': keyFor(body) };
      const { body: run } = await request<Run>(api.runs(namespace), { method: 'POST', body, headers });
      client.setQueryData(['run', namespace, run.id], run);
      void client.invalidateQueries({ queryKey: ['runs', namespace] });
      go(view.run(namespace, run.id));
    } catch (thrown) {
      setWrongs(thrown instanceof Problem ? wrongsIn(thrown, args) : { ...NOTHING_WRONG, text: String(thrown) });
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, wrongs, setWrongs, start };
}

/** The same form sent again, because its answer got lost, starts nothing twice. */
function useRequestKey(): (body: StartBody) => string {
  const last = useRef<{ readonly text: string; readonly key: string }>(undefined);
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current?.text !== text) last.current = { text, key: randomKey() };
    return last.current.key;
  };
}

/** `crypto.randomUUID` is only there on https and on this machine. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
