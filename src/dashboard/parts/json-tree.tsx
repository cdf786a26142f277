import './json-tree.css';
import { type ReactElement, useState } from 'react';
import type { Json, JsonObject } from '../api/wire.ts';

/** Members beyond these are shown when they are asked for. */
const MANY = 100;

/** JSON to be opened part by part: what is closed costs nothing, however long it is. */
export function JsonTree({ json }: { readonly json: Json }): ReactElement {
  return (
    <div className="json">
      <Members members={membersOf(json)} />
    </div>
  );
}

type Member = readonly [name: string, value: Json];

function membersOf(json: Json): readonly Member[] {
  if (json === null || typeof json !== 'object') return [];
  return Array.isArray(json)
    ? json.map((item: Json, index) => [String(index), item])
    : Object.entries(json as JsonObject);
}

function Members({ members }: { readonly members: readonly Member[] }): ReactElement {
  const [shown, setShown] = useState(MANY);
  return (
    <ul>
      {members.slice(0, shown).map(([name, value]) => (
        <li key={name}>
          <Node name={name} value={value} />
        </li>
      ))}
      {members.length > shown && (
        <li>
          <button className="button" data-size="small" type="button" onClick={() => setShown(shown + MANY)}>
            {members.length - shown} more
          </button>
        </li>
      )}
    </ul>
  );
}

function Node({ name, value }: { readonly name: string; readonly value: Json }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  const members = membersOf(value);
  if (members.length === 0) {
    return (
      <p>
        <span className="json-name">{name}</span> <code>{JSON.stringify(value)}</code>
      </p>
    );
  }
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className="json-name">{name}</span> <span className="muted">{sizeOf(value, members.length)}</span>
      </summary>
      {isOpen && <Members members={members} />}
    </details>
  );
}

function sizeOf(value: Json, count: number): string {
  return Array.isArray(value) ? `[${count}]` : `{${count}}`;
}
