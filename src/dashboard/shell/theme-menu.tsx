import { Menu } from '@base-ui/react/menu';
import { type ReactElement, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import { chooseTheme, chosenTheme, THEMES, type Theme } from '../theme/theme.ts';

const WORDS: Readonly<Record<Theme, string>> = { system: "System's", light: 'Light', dark: 'Dark' };
const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

/** Chooses light, dark, or what the reader's system says. */
export function ThemeMenu(): ReactElement {
  const [theme, setTheme] = useState(chosenTheme);
  const change = (chosen: Theme): void => {
    chooseTheme(chosen);
    setTheme(chosen);
  };
  return (
    <Menu.Root modal={false}>
      <Menu.Trigger className="button" data-kind="quiet" aria-label={`Theme: ${WORDS[theme]}`}>
        <Icon name={ICONS[theme]} />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={6}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={theme} onValueChange={change}>
              {THEMES.map((one) => (
                <Menu.RadioItem className="menu-item" key={one} value={one} closeOnClick>
                  <Icon name={ICONS[one]} />
                  {WORDS[one]}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
