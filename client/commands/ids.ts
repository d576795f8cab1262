/** Ids of commands as package.json contributes them. */
export const commandIds = {
  simulateHostFailure: 'hatopo.simulateHostFailure',
  simulateFailure: 'hatopo.simulateFailure',
  runScenario: 'hatopo.runScenario',
  showTopology: 'hatopo.showTopology',
} as const;
