// The arrows between the folders: a floor knows only the floors below it. Type-only imports count.

/** Nothing in `from` may import anything in this repository but `to` (and itself). */
function only(name, comment, from, to) {
  return {
    name,
    comment,
    severity: 'error',
    from: { path: from },
    to: { path: '^(language|engine|tools|server|client|cli|test|scripts|bench)/', pathNot: [from, ...to] },
  };
}

/** Nothing in `from` may import these packages or modules of Node. */
function never(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to };
}

export default {
  forbidden: [
    only('engine-alone', 'The engine knows nothing above it.', '^engine/', []),
    only('topology-first', 'The model knows nothing else.', '^engine/topology/', []),
    only('rules-topology', 'Rules read the model.', '^engine/rules/', ['^engine/topology/']),
    only('simulation-topology', 'A run reads the model.', '^engine/simulation/', ['^engine/topology/']),
    only('analysis-simulation', 'Analyses are made of runs of the model.', '^engine/analysis/', [
      '^engine/topology/',
      '^engine/simulation/',
    ]),
    only('diagram-topology', 'A diagram draws the model, and a run on it.', '^engine/diagram/', [
      '^engine/topology/',
      '^engine/simulation/',
    ]),
    only('language-below', 'The language makes the model and reads what rules report.', '^language/', [
      '^engine/topology/',
      '^engine/rules/',
    ]),
    only('tools-below', 'What is asked of a text is answered by the language and the engine.', '^tools/', [
      '^language/',
      '^engine/',
    ]),
    only('server-below', 'The server is providers over language, engine and tools.', '^server/', [
      '^language/',
      '^engine/',
      '^tools/',
    ]),
    only('client-protocol', 'The client knows the protocol alone.', '^client/(?!webview/)', [
      '^server/protocol[.]ts$',
      '^client/webview/',
    ]),
    only('webview-diagram', 'The panel knows the protocol and draws diagrams.', '^client/webview/', [
      '^server/protocol[.]ts$',
      '^engine/diagram/',
    ]),
    only('cli-below', 'The command line reads text and runs the engine.', '^cli/', [
      '^language/',
      '^engine/',
      '^tools/',
    ]),
    never(
      'engine-no-packages',
      'The engine runs anywhere: no package, nothing of Node.',
      { path: '^engine/' },
      { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'] },
    ),
    never(
      'tools-anywhere',
      'What is asked is answered in a browser too: nothing of Node.',
      { path: '^tools/' },
      { dependencyTypes: ['core'] },
    ),
    never(
      'vscode-in-client',
      "VS Code's API is the client's.",
      { path: '^(language|tools|server|cli|client/webview)/' },
      { path: '(^|@types/)vscode(/|$)' },
    ),
    never(
      'no-circles',
      'Two files that need each other are one.',
      { pathNot: '^language/generated/' },
      { circular: true },
    ),
    never('resolvable', 'An import that leads nowhere.', {}, { couldNotResolve: true, pathNot: '^vscode$' }),
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'browser', 'default'] },
  },
};
