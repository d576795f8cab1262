import type { Starter } from './starter.ts';

export const duplication: Starter = {
  title: 'duplicated pair over two clusters',
  summary: 'Two VMs as a hot-standby pair: each in an HA cluster of its own, on power and switches of its own.',
  names: ['Headquarters', 'CallServer', 'CallServer_A', 'CallServer_B', 'Phones'],
  text: `topology "Telephony on a duplicated pair"

site Headquarters {
  circuit powerA
  circuit powerB
  rack RackA { circuits: powerA }
  rack RackB { circuits: powerB }
  switch switchA { rack: RackA }
  switch switchB { rack: RackB }
  network lan         { switches: switchA, switchB }
  network duplication { dedicated }
  storage sanA  { kind: san  rack: RackA }
  storage sanA2 { kind: san  rack: RackA }
  storage sanB  { kind: san  rack: RackB }
  storage sanB2 { kind: san  rack: RackB }

  template HostA {
    cpu: 16  memory: 128 GB  version: 8.0  rack: RackA
    storage: sanA, sanA2
    nic vmnic0 -> switchA for management
    nic vmnic1 -> switchB for management
    nic vmnic2 -> duplication
  }
  template HostB {
    cpu: 16  memory: 128 GB  version: 8.0  rack: RackB
    storage: sanB, sanB2
    nic vmnic0 -> switchA for management
    nic vmnic1 -> switchB for management
    nic vmnic2 -> duplication
  }

  cluster ClusterA {
    ha { admission: tolerate 1 host  storage-response: on }
    host Host1 : HostA
    host Host2 : HostA
  }
  cluster ClusterB {
    ha { admission: tolerate 1 host  storage-response: on }
    host Host3 : HostB
    host Host4 : HostB
  }
}

link interconnect between switchA, switchB { bandwidth: 10 Gbps }

vm CallServer_A on Host1 {
  vcpu: 3  memory: 5 GB  disk: sanA
  nic eth0 -> lan via vmnic0, vmnic1
  nic eth1 -> duplication via vmnic2
}
vm CallServer_B on Host3 {
  vcpu: 3  memory: 5 GB  disk: sanB
  nic eth0 -> lan via vmnic0, vmnic1
  nic eth1 -> duplication via vmnic2
}

service CallServer : duplication {
  active: CallServer_A
  standby: CallServer_B
  link: duplication
}

endpoint Phones : h323 { on: lan  registers: CallServer  count: 500 }

scenario "The host of the active server fails" {
  at 0 s fail Host1
  expect CallServer active on CallServer_B within 1 s
  expect CallServer calls preserved
  expect Phones never out-of-service
  expect CallServer protected within 15 min
}

scenario "The host of the standby fails" {
  at 0 s fail Host3
  expect CallServer never down
  expect CallServer protected within 15 min
}
`,
};
