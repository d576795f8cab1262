import type { Starter } from './starter.ts';

export const spares: Starter = {
  title: 'several servers and one spare (N+1)',
  summary: 'A spare takes the identity of whichever server is lost.',
  names: ['Telephony', 'Headquarters', 'Server1', 'Server2', 'Spare'],
  text: `topology "Servers with a spare"

site Headquarters {
  switch switchA
  switch switchB
  network lan { switches: switchA, switchB }

  template Machine {
    nic lan0 -> switchA
    nic lan1 -> switchB
  }
  server Server1 : Machine
  server Server2 : Machine
  server Spare   : Machine
}

link interconnect between switchA, switchB { bandwidth: 10 Gbps }

service Telephony : n-plus-one {
  members: Server1, Server2
  spares: Spare
  takeover: 5 min
}

scenario "A server is lost" {
  at 0 s fail Server1
  expect Telephony up within 6 min
  expect Spare active within 6 min
}

scenario "The other server is lost" {
  at 0 s fail Server2
  expect Telephony up within 6 min
}

scenario "The spare is lost" {
  at 0 s fail Spare
  expect Telephony never down
}
`,
};
