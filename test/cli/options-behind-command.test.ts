import { expect, it } from 'vitest';
import { optionsBehindCommand } from '../../src/cli/options-behind-command.ts';

it.each<{ words: string; is: string }>([
  { words: 'promote web -n shop', is: 'promote web -n shop' },
  { words: '-n shop promote web', is: 'promote -n shop web' },
  { words: '--context=a --kubeconfig b get rollout web', is: 'get rollout --context=a --kubeconfig b web' },
  { words: 'get -n shop rollout web', is: 'get rollout -n shop web' },
  { words: '--version', is: '--version' },
  { words: '-n shop --full promote', is: '-n shop --full promote' },
  { words: 'run -n shop a.yaml', is: 'run -n shop a.yaml' },
  { words: '-n', is: '-n' },
])('$words is read as $is', ({ words, is }) => {
  expect(optionsBehindCommand(words.split(' '), (name) => name === 'get')).toEqual(is.split(' '));
});
