/** The page in the panel, or by itself: what fails, what takes over, and what users feel. */
import './styles/page.css';
import './styles/head.css';
import './styles/picture.css';
import './styles/lower.css';
import './styles/side.css';
import './styles/events.css';
import './styles/alone.css';
import './ui/elements.ts';
import { diagramStyle } from '../../engine/diagram/svg/style.ts';
import { timelineStyle } from '../../engine/diagram/timeline/svg.ts';
import { App } from './app.ts';
import { connect } from './host.ts';
import { followShade } from './ui/shade.ts';

const page = document.getElementById('app');
if (page) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(diagramStyle + timelineStyle);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const host = connect();
  if (!host.editor) followShade(page);
  new App(page, host);
}
