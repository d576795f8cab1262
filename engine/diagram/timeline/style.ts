/** How the classes of a timeline look, with the colours that `diagramStyle` gives `.hatopo-diagram`. */
export const timelineStyle = `
.hatopo-timeline .section { fill: var(--muted); font-size: 10.5px; font-weight: 600; }
.hatopo-timeline .tick { fill: var(--muted); font-size: 11px; }
.hatopo-timeline .tick, .hatopo-timeline .section, .hatopo-timeline .name, .hatopo-timeline .label {
  stroke: var(--paper); stroke-width: 3; stroke-linejoin: round; paint-order: stroke;
}
.hatopo-timeline .tick.ends { fill: var(--ink); }
.hatopo-timeline .grid { fill: none; stroke: var(--ink); stroke-opacity: .1; }
.hatopo-timeline .rule { fill: none; stroke: var(--ink); stroke-opacity: .16; }
.hatopo-timeline .axis { fill: none; stroke: var(--muted); stroke-opacity: .6; }
.hatopo-timeline .cut { fill: none; stroke: var(--muted); stroke-width: 1.4; }
.hatopo-timeline .gap { fill: none; stroke: var(--paper); stroke-width: 4; }
.hatopo-timeline .flag-line { fill: none; stroke: var(--lost); stroke-width: 1.4; stroke-dasharray: 3 3; }
.hatopo-timeline .flag { fill: var(--ink); font-size: 11px; font-weight: 600; }
.hatopo-timeline .word { font-size: 10.5px; fill: var(--ink); stroke: var(--paper); stroke-width: 3; stroke-linejoin: round; stroke-opacity: .75; paint-order: stroke; }
.hatopo-timeline .told { font-size: 10.5px; fill: var(--muted); }
.hatopo-timeline .told.first { font-weight: 600; }
.hatopo-timeline .told.lost, .hatopo-timeline .told .lost { fill: var(--lost); }
.hatopo-timeline .told.warn, .hatopo-timeline .told .warn { fill: var(--warn); }
.hatopo-timeline .lane .back { fill: var(--ink); fill-opacity: 0; }
.hatopo-timeline .lane:hover .back, .hatopo-timeline .lane.is-subject .back { fill-opacity: .06; }
.hatopo-timeline .lane:focus-visible .back { fill-opacity: .06; stroke: var(--focus); stroke-width: 1.5; }
.hatopo-timeline .span { color: var(--muted); }
.hatopo-timeline .span.serving { color: var(--serving); }
.hatopo-timeline .span.ready { color: var(--ready); }
.hatopo-timeline .span.busy { color: var(--busy); }
.hatopo-timeline .span.warn { color: var(--warn); }
.hatopo-timeline .span.lost { color: var(--lost); }
.hatopo-timeline .fill { fill: currentColor; fill-opacity: .2; }
.hatopo-timeline .faint { fill: currentColor; fill-opacity: .08; }
.hatopo-timeline .solid { fill: currentColor; }
.hatopo-timeline .line { fill: none; stroke: currentColor; stroke-width: 2; }
.hatopo-timeline .thin { fill: none; stroke: currentColor; stroke-width: 1.2; }
.hatopo-timeline .dashed { fill: none; stroke: currentColor; stroke-width: 1.2; stroke-dasharray: 4 3; }
.hatopo-timeline .dotted { fill: none; stroke: currentColor; stroke-width: 1.4; stroke-dasharray: 1 4; stroke-linecap: round; }
.hatopo-timeline .hatch { fill: none; stroke: currentColor; stroke-width: 1.1; stroke-opacity: .55; }
.hatopo-timeline .on-solid { fill: none; stroke: var(--paper); stroke-width: 1.2; stroke-opacity: .3; }
.hatopo-timeline .felt .word { fill: var(--paper); stroke: currentColor; stroke-opacity: 1; font-weight: 600; }
.hatopo-timeline .span[data-event] { cursor: pointer; }
.hatopo-timeline .span[data-event]:hover .fill, .hatopo-timeline .span[data-event]:hover .faint { fill-opacity: .34; }
.hatopo-timeline .flag-line.calm { stroke: var(--muted); }
.hatopo-timeline .mark { color: var(--ink); cursor: pointer; }
.hatopo-timeline .mark.lost { color: var(--lost); }
.hatopo-timeline .mark.serving { color: var(--serving); }
.hatopo-timeline .mark .disc { fill: var(--paper); stroke: currentColor; stroke-width: 1.3; }
.hatopo-timeline .mark .stroke { fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.hatopo-timeline .mark .shape-fill { fill: currentColor; }
.hatopo-timeline .moment-line { fill: none; stroke: var(--focus); stroke-width: 1.6; }
.hatopo-timeline .moment-box { fill: var(--focus); }
.hatopo-timeline .moment-time { fill: var(--paper); font-size: 11px; font-weight: 600; }
.vscode-high-contrast .hatopo-timeline .fill { stroke: currentColor; }
@media (forced-colors: active) {
  .hatopo-timeline .span { color: CanvasText; }
  .hatopo-timeline .fill { stroke: CanvasText; }
}
`;
