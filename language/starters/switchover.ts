import type { Starter } from './starter.ts';

export const switchover: Starter = {
  title: 'switchover pair on one cluster',
  summary: 'A warm-standby pair kept apart by DRS: the backup takes over within seconds, state in memory is lost.',
  names: ['ContactCenter', 'Headquarters', 'Primary', 'Backup', 'Agents'],
  text: `topology "Contact centre on a switchover pair"

site Headquarters {
  circuit powerA
  circuit powerB
  rack RackA { circuits: powerA }
  rack RackB { circuits: powerB }
  switch switchA { rack: RackA }
  switch switchB { rack: RackB }
  network lan     { switches: switchA, switchB }
  network vmotion { dedicated }
  storage san  { kind: san  circuits: powerA, powerB }
  storage san2 { kind: san  circuits: powerA, powerB }

  template Hypervisor {
    cpu: 32  memory: 256 GB  version: 8.0
    storage: san, san2
    nic vmnic0 -> switchA for management
    nic vmnic1 -> switchB for management
    nic vmnic2 -> vmotion for vmotion
  }

  cluster Farm {
    ha { admission: tolerate 1 host  respect-anti-affinity: on  storage-response: on }
    drs {
      mode: fully-automated
      keep apart Primary, Backup across hosts, racks
    }
    host Host1 : Hypervisor { rack: RackA }
    host Host2 : Hypervisor { rack: RackB }
    host Host3 : Hypervisor { rack: RackA }
    host Host4 : Hypervisor { rack: RackB }
  }
}

link interconnect between switchA, switchB { bandwidth: 10 Gbps }

vm Primary on Host1 { vcpu: 8  memory: 32 GB  disk: san   nic eth0 -> lan via vmnic0, vmnic1 }
vm Backup  on Host2 { vcpu: 8  memory: 32 GB  disk: san2  nic eth0 -> lan via vmnic0, vmnic1 }

service ContactCenter : switchover {
  primary: Primary
  backup: Backup
}

endpoint Agents : agent { on: lan  registers: ContactCenter  count: 250 }

scenario "The host of the primary fails" {
  at 0 s fail Host1
  expect ContactCenter active on Backup within 1 min
  expect ContactCenter protected within 15 min
  expect Agents in-service within 5 min
}

scenario "The host of the backup fails" {
  at 0 s fail Host2
  expect ContactCenter never down
  expect ContactCenter protected within 15 min
}
`,
};
