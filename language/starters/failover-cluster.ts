import type { Starter } from './starter.ts';

export const failoverCluster: Starter = {
  title: 'Windows failover cluster of three nodes',
  summary: 'A group of resources moves to another node when its own is lost, decided by majority.',
  names: ['Group', 'Headquarters', 'Cluster', 'NodeA', 'NodeB', 'NodeC'],
  text: `topology "A group on a failover cluster"

site Headquarters {
  switch switchA
  switch switchB
  network public    { switches: switchA, switchB }
  network heartbeat { dedicated }

  template Node {
    nic lan0 -> switchA
    nic lan1 -> switchB
    nic lan2 -> heartbeat
  }
  server NodeA : Node
  server NodeB : Node
  server NodeC : Node
}

failover-cluster Cluster {
  version: 2022
  nodes: NodeA, NodeB, NodeC
  networks: heartbeat, public
  quorum: majority
}

link interconnect between switchA, switchB { bandwidth: 10 Gbps }

service Group : failover-group {
  cluster: Cluster
  on: NodeA
  resource ip          : ip-address      { address: "10.0.0.50" }
  resource name        : network-name    { after: ip }
  resource application : generic-service { after: name  start: 60 s }
}

scenario "The node that owns the group is lost" {
  at 0 s fail NodeA
  expect Group active on NodeB within 5 min
  expect Cluster quorate
}

scenario "The other nodes are lost, one after the other" {
  at 0 s fail NodeB
  expect Group never down
  at 10 min fail NodeC
  expect Cluster quorate
}
`,
};
