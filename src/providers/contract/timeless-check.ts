import { look, withBackend } from './ask-backend.ts';
import type { BackendAnswer } from './backend.ts';
import type { ContractCheck } from './contract-check.ts';
import { broken } from './expectations.ts';
import { LONG_AGO } from './look-once.ts';
import type { ProviderSubject } from './subject.ts';

/** A look lives in the time of its scope, which is long ago here: the present must not show in what is asked or answered. */
export function timelessCheck(subject: ProviderSubject, healthy: BackendAnswer): ContractCheck {
  return {
    name: 'knows no time but that of its scope',
    async run() {
      await withBackend(
        () => healthy,
        async ({ address, requests }) => {
          const outcome = await look(subject, address);
          const reading = outcome.kind === 'reading' ? outcome.reading : undefined;
          const shown = JSON.stringify([requests, reading?.metadata]);
          const present = presentIn(shown);
          if (present !== undefined) broken(`the present creeps in: ${present} in ${shown}`);
          const isFar = reading?.kind === 'pending' && Math.abs((reading.resumeAt ?? LONG_AGO) - LONG_AGO) > 86_400_000;
          if (isFar) broken('it wants to be resumed at a time that does not follow from that of its scope');
        },
      );
    },
  };
}

/** The present, give or take a day, where a text names it in seconds, milliseconds or as a date. */
function presentIn(text: string): string | undefined {
  const now = Date.now();
  const isPresent = (number: string): boolean => {
    const ms = number.length >= 13 ? Number(number.slice(0, 13)) : Number(number) * 1000;
    return Math.abs(ms - now) < 86_400_000;
  };
  const number = text.match(/\d{10,}/g)?.find(isPresent);
  return number ?? [new Date(now).toISOString().slice(0, 10)].find((day) => text.includes(day));
}
