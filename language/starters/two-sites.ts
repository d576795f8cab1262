import type { Starter } from './starter.ts';

export const twoSites: Starter = {
  title: 'main and survivable core at two sites',
  summary: 'Clients of a branch are served by a survivable core of their own while they cannot reach the main one.',
  names: ['CallControl', 'Main', 'Branch', 'Core', 'SurvivableCore', 'BranchPhones'],
  text: `topology "A branch that survives the loss of its lines"

site Main {
  network lan
  server Core { nic lan0 -> lan }
}

site Branch {
  network lan
  server SurvivableCore { nic lan0 -> lan }
}

link wan1 between Main.lan, Branch.lan { latency: 20 ms  bandwidth: 100 Mbps }
link wan2 between Main.lan, Branch.lan { latency: 30 ms  bandwidth: 50 Mbps }

service CallControl : survivable-core {
  main: Core
  survivable: SurvivableCore
  no-service: 5 min
}

endpoint MainPhones   : h323 { on: Main.lan    registers: CallControl  count: 500 }
endpoint BranchPhones : h323 { on: Branch.lan  registers: CallControl  count: 50 }

scenario "Both lines to the branch are cut" {
  at 0 s fail wan1, wan2
  expect MainPhones never out-of-service
  expect BranchPhones in-service within 10 min
}

scenario "The main core is lost" {
  at 0 s fail Core
  expect CallControl active on SurvivableCore within 10 min
  expect BranchPhones in-service within 10 min
}

scenario "The survivable core is lost" {
  at 0 s fail SurvivableCore
  expect BranchPhones never out-of-service
}
`,
};
