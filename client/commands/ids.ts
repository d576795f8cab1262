/** Ids of commands as package.json contributes them. */
export const commandIds = {
  newFromExample: 'hatopo.newFromExample',
  fixAllSafe: 'hatopo.fixAllSafe',
  fixAllOfRule: 'hatopo.fixAllOfRule',
  simulateHostFailure: 'hatopo.simulateHostFailure',
  simulateFailure: 'hatopo.simulateFailure',
  runScenario: 'hatopo.runScenario',
  showTopology: 'hatopo.showTopology',
  panelPlay: 'hatopo.panel.play',
  panelSearch: 'hatopo.panel.search',
  panelRunScenario: 'hatopo.panel.runScenario',
  panelCompare: 'hatopo.panel.compare',
  panelInsertScenario: 'hatopo.panel.insertScenario',
  showTest: 'hatopo.tests.show',
  panelTakeAway: 'hatopo.panel.takeAway',
} as const;
