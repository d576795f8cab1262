import type { Starter } from './starter.ts';

export const farm: Starter = {
  title: 'service on one HA cluster',
  summary: 'The smallest: three hosts with HA, and one VM that is restarted on another when its host fails.',
  names: ['Application', 'Headquarters', 'Server', 'Farm'],
  text: `topology "One service on an HA cluster"

site Headquarters {
  network lan
  network management { dedicated }
  storage san  { kind: san }
  storage san2 { kind: san }

  template Hypervisor {
    cpu: 16  memory: 128 GB  version: 8.0
    storage: san, san2
    nic vmnic0 -> lan
    nic vmnic1 -> management for management
    nic vmnic2 -> management for management
  }

  cluster Farm {
    ha { admission: tolerate 1 host  storage-response: on }
    host Host1 : Hypervisor
    host Host2 : Hypervisor
    host Host3 : Hypervisor
  }
}

vm Server on Host1 { vcpu: 4  memory: 16 GB  disk: san  nic eth0 -> lan via vmnic0 }

service Application : standalone { member: Server }

scenario "The host of the server fails" {
  at 0 s fail Host1
  expect Server running on Farm within 5 min
  expect outage of Application < 5 min
}
`,
};
