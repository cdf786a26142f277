import './theme/tokens.css';
import './theme/base.css';
import './parts/parts.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { chosenTheme, showTheme } from './theme/theme.ts';

showTheme(chosenTheme());

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element "page"');
createRoot(page).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
