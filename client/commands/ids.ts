/** Ids of commands as package.json contributes them. */
export const commandIds = {
  fixAllSafe: 'hatopo.fixAllSafe',
  fixAllOfRule: 'hatopo.fixAllOfRule',
  simulateHostFailure: 'hatopo.simulateHostFailure',
  simulateFailure: 'hatopo.simulateFailure',
  runScenario: 'hatopo.runScenario',
  showTopology: 'hatopo.showTopology',
} as const;
