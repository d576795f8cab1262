/** `light` or `dark` whatever the reader's system prefers. */
export type Theme = 'light' | 'dark';

const dark = `
    --ink: #e6edf3; --muted: #9aa4af; --paper: #0d1117; --raised: #161b22; --chip: #1f2630; --focus: #4493f8; --serving: #3fb950; --ready: #58a6ff; --busy: #e3954a; --warn: #d8a835; --lost: #ff6a61;
    --c0: #4493f8; --c1: #e8954c; --c2: #b083f0; --c3: #2fb8ac; --c4: #d4a72c; --c5: #e275ad; --c6: #b98a60; --c7: #93a1b0;
  `;

/**
 * How the classes of a diagram look. Colours come from VS Code's theme where there is one; the values behind them serve
 * a file by itself, in light and dark.
 */
export const diagramStyle = `
.hatopo-diagram {
  --ink: var(--vscode-foreground, #24292f);
  --muted: var(--vscode-descriptionForeground, #5d6671);
  --paper: var(--vscode-editor-background, #ffffff);
  --raised: var(--vscode-editorWidget-background, #f6f8fa);
  --chip: var(--vscode-input-background, #ffffff);
  --focus: var(--vscode-focusBorder, #0969da);
  --serving: var(--vscode-charts-green, #1a7f37);
  --ready: var(--vscode-charts-blue, #0969da);
  --busy: #b35900;
  --warn: var(--vscode-charts-yellow, #9a6700);
  --lost: var(--vscode-charts-red, #cf222e);
  --c0: var(--vscode-charts-blue, #1f6feb);
  --c1: #c2660c;
  --c2: var(--vscode-charts-purple, #8250df);
  --c3: #0f8f86;
  --c4: #b8860b;
  --c5: #bf3989;
  --c6: #7a5230;
  --c7: #5b6b7b;
  font-family: var(--vscode-font-family, system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif);
  color: var(--ink);
}
@media (prefers-color-scheme: dark) {
  .hatopo-diagram.standalone:not(.in-light) {${dark}}
}
.hatopo-diagram.standalone.in-dark {${dark}}
/* orange is what themes leave to find matches, half transparent at times: these are our own */
.vscode-dark .hatopo-diagram, .vscode-high-contrast:not(.vscode-high-contrast-light) .hatopo-diagram {
  --busy: #e3954a; --c1: #e8954c; --c3: #2fb8ac; --c4: #d4a72c; --c5: #e275ad; --c6: #b98a60; --c7: #93a1b0;
}
.hatopo-diagram text { fill: var(--ink); font-size: 12px; }
.hatopo-diagram .name { font-weight: 600; }
.hatopo-diagram .detail { fill: var(--muted); font-size: 10.5px; }
.hatopo-diagram .seat-name, .hatopo-diagram .label { font-size: 11px; }
.hatopo-diagram .tag-name { font-size: 9.5px; fill: var(--muted); }
.hatopo-diagram .paper { fill: var(--paper); }
.hatopo-diagram [data-id] { cursor: pointer; outline: none; }
.hatopo-diagram .shape { fill: var(--raised); stroke: var(--outline, var(--ink)); stroke-opacity: var(--outline-opacity, .26); stroke-width: 1; }
.hatopo-diagram .is-lost > .shape, .hatopo-diagram .is-busy > .shape, .hatopo-diagram .is-warn > .shape, .hatopo-diagram .chip.is-serving > .shape,
.hatopo-diagram .is-subject > .shape, .hatopo-diagram [data-id]:hover > .shape, .hatopo-diagram [data-id]:focus-visible > .shape { stroke-opacity: 1; }
.hatopo-diagram .site > .shape { fill: var(--ink); fill-opacity: .025; }
.hatopo-diagram .cluster > .shape, .hatopo-diagram .failover-cluster:not(.card) > .shape {
  fill: var(--ink); fill-opacity: .035; stroke-dasharray: 5 4;
}
.hatopo-diagram .chip > .shape, .hatopo-diagram .seat > .shape { fill: var(--chip); }
.hatopo-diagram .chip.copy > .shape { stroke-dasharray: 3 3; fill-opacity: .5; }
.hatopo-diagram .fold > .shape { fill: var(--chip); }
.hatopo-diagram .fold > .stack { fill: none; stroke: var(--ink); stroke-opacity: .3; }
.hatopo-diagram .slot { fill: none; stroke: var(--muted); stroke-opacity: .45; stroke-dasharray: 2 4; }
.hatopo-diagram text.departed { opacity: .75; }
.hatopo-diagram .edge { fill: var(--muted); }
.hatopo-diagram .fixture > .shape { fill: var(--raised); }
.hatopo-diagram .endpoint > .shape { rx: 14px; }
.hatopo-diagram .sign { fill: none; stroke: var(--muted); stroke-width: 1.3; }
.hatopo-diagram .role { font-weight: 600; }
.hatopo-diagram .role.serving { fill: var(--serving); }
.hatopo-diagram .role.ready { fill: var(--ready); }
.hatopo-diagram .role.busy { fill: var(--busy); }
.hatopo-diagram .role.warn { fill: var(--warn); }
.hatopo-diagram .role.lost { fill: var(--lost); }
.hatopo-diagram .name.compact { font-weight: 500; font-size: 11.5px; }
.hatopo-diagram .vote { color: var(--ink); }
.hatopo-diagram .vote.is-lost { color: var(--lost); }
.hatopo-diagram .vote rect { fill: var(--chip); stroke: currentColor; stroke-width: 1.1; }
.hatopo-diagram .vote path { fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.hatopo-diagram .tag > .shape { fill: currentColor; fill-opacity: .1; stroke: currentColor; stroke-opacity: .7; }
.hatopo-diagram .tag.circuit > .shape { stroke-dasharray: 3 2; }
.hatopo-diagram .outline { fill: none; stroke: currentColor; stroke-width: 2; stroke-opacity: .4; pointer-events: none; }
.no-fate .hatopo-diagram .fate { display: none; }
.hatopo-diagram .tag-sign { fill: none; stroke: currentColor; stroke-width: 1; }
.hatopo-diagram .pin > .shape { fill: var(--muted); stroke: none; }

.hatopo-diagram .glyph { fill: currentColor; color: var(--muted); }
.hatopo-diagram .glyph .stroke { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; }
.hatopo-diagram .glyph .hollow { fill: none; stroke: currentColor; stroke-width: 1.5; }
.hatopo-diagram .glyph.serving { color: var(--serving); }
.hatopo-diagram .glyph.ready { color: var(--ready); }
.hatopo-diagram .glyph.busy { color: var(--busy); }
.hatopo-diagram .glyph.warn { color: var(--warn); }
.hatopo-diagram .glyph.lost { color: var(--lost); }
.hatopo-diagram .word.busy { fill: var(--busy); }
.hatopo-diagram .word.warn { fill: var(--warn); }
.hatopo-diagram .word.lost { fill: var(--lost); }
.hatopo-diagram .is-serving > .edge { fill: var(--serving); }
.hatopo-diagram .is-busy > .edge { fill: var(--busy); }
.hatopo-diagram .is-warn > .edge { fill: var(--warn); }
.hatopo-diagram .is-lost > .edge { fill: var(--lost); }
.hatopo-diagram .is-lost > .shape { stroke: var(--lost); stroke-dasharray: 4 3; }
.hatopo-diagram .host.is-lost > .shape, .hatopo-diagram .server.is-lost > .shape, .hatopo-diagram .fixture.is-lost > .shape,
.hatopo-diagram .card.is-lost > .shape, .hatopo-diagram .site.is-lost > .shape { fill: var(--lost); fill-opacity: .09; }
.hatopo-diagram .is-busy > .shape { stroke: var(--busy); }
.hatopo-diagram .is-warn > .shape { stroke: var(--warn); }
.hatopo-diagram .chip.is-serving > .shape { stroke: var(--serving); }
.hatopo-diagram .chip.is-lost > .name, .hatopo-diagram .seat.is-lost > .seat-name { fill: var(--muted); text-decoration: line-through; }
.hatopo-diagram .pin.is-lost > .shape { fill: var(--lost); stroke: none; }

.hatopo-diagram .rail { color: var(--muted); }
.hatopo-diagram .c0 { color: var(--c0); }
.hatopo-diagram .c1 { color: var(--c1); }
.hatopo-diagram .c2 { color: var(--c2); }
.hatopo-diagram .c3 { color: var(--c3); }
.hatopo-diagram .c4 { color: var(--c4); }
.hatopo-diagram .c5 { color: var(--c5); }
.hatopo-diagram .c6 { color: var(--c6); }
.hatopo-diagram .c7 { color: var(--c7); }
.hatopo-diagram .branch, .hatopo-diagram .trunk { fill: none; stroke: currentColor; stroke-width: 3; stroke-linecap: round; }
.hatopo-diagram path.drop { fill: none; stroke: currentColor; stroke-width: 1.4; }
.hatopo-diagram circle.drop { fill: currentColor; stroke: var(--paper); stroke-width: 1; }
.hatopo-diagram .rail > .label { fill: currentColor; font-weight: 600; }
.hatopo-diagram .rail.storage .branch, .hatopo-diagram .rail.storage .trunk { stroke-width: 2; stroke-dasharray: 7 3; stroke-linecap: butt; }
.hatopo-diagram .rail.storage > .label, .hatopo-diagram .rail.switch > .label { font-weight: 400; }
.hatopo-diagram .rail .dead { opacity: .3; }
.hatopo-diagram .rail.is-lost { color: var(--lost); }
.hatopo-diagram .rail.is-lost .branch, .hatopo-diagram .rail.is-lost .trunk { stroke-dasharray: 3 6; }
.hatopo-diagram .rail.is-lost .drop { opacity: .5; }
.hatopo-diagram .rail.is-lost > .label { text-decoration: line-through; }

.hatopo-diagram .link .line { fill: none; stroke: var(--ink); stroke-width: 2; stroke-opacity: .7; }
.hatopo-diagram .link .end { fill: var(--ink); stroke: var(--paper); stroke-width: 1.2; }
.hatopo-diagram .link .pill { fill: var(--paper); stroke: var(--ink); stroke-opacity: .6; }
.hatopo-diagram .link.is-lost .line { stroke: var(--lost); stroke-dasharray: 3 6; stroke-opacity: 1; }
.hatopo-diagram .link.is-lost .pill { stroke: var(--lost); }

.hatopo-diagram .group { pointer-events: none; }
.hatopo-diagram .group .line { fill: none; stroke: var(--muted); stroke-width: 1.4; }
.hatopo-diagram .group .halo { fill: none; stroke: var(--paper); stroke-width: 4; }
.hatopo-diagram .group .end { fill: var(--muted); }
.hatopo-diagram .group.is-serving .line { stroke: var(--serving); stroke-width: 2; }
.hatopo-diagram .group.is-serving .end { fill: var(--serving); }
.hatopo-diagram .group.is-ready .line { stroke: var(--ready); stroke-dasharray: 5 4; }
.hatopo-diagram .group.is-ready .end { fill: var(--ready); }
.hatopo-diagram .group.is-busy .line { stroke: var(--busy); stroke-dasharray: 2 4; }
.hatopo-diagram .group.is-unknown .line { stroke-dasharray: 1 5; stroke-linecap: round; }
.hatopo-diagram .group.is-lost .line { stroke: var(--lost); stroke-dasharray: 2 5; stroke-opacity: .7; }
.hatopo-diagram .group.is-lost .end { fill: var(--lost); }

.hatopo-diagram [data-id]:hover > .shape, .hatopo-diagram [data-id]:focus-visible > .shape { stroke: var(--focus); stroke-width: 1.6; }
.hatopo-diagram [data-id]:focus-visible > .branch, .hatopo-diagram [data-id]:hover > .branch { stroke-width: 4.5; }
.hatopo-diagram .is-subject > .shape { stroke: var(--focus); stroke-width: 2.4; stroke-dasharray: none; }
.hatopo-diagram .is-subject > .branch, .hatopo-diagram .is-subject > .trunk, .hatopo-diagram .is-subject > .line { stroke-width: 5; }
.hatopo-diagram .dimmed { opacity: .35; }
.vscode-high-contrast .hatopo-diagram { --outline: var(--vscode-contrastBorder, currentColor); --outline-opacity: .85; }
@media (forced-colors: active) { .hatopo-diagram .shape { stroke: CanvasText; } }
`;
