/** What a narrative says of order: of events in one run, of what stays as it is, and of times of different runs. */

/** A piece of an event's text; a list of them is one instant, in this order. */
type Step = string | readonly string[];

export interface Order {
  readonly scenario: string;
  /** Each is later in time than the one before. */
  readonly events: readonly Step[];
}

/** Nothing of this changes between two events of a run. */
export interface Calm {
  readonly scenario: string;
  readonly after: string;
  readonly until: string;
  readonly subjects: readonly string[];
}

/** When something was over in a run, ms: of a service's recovery or protection, from the first fault on. */
export interface Moment {
  readonly scenario: string;
  readonly service: string;
  readonly time: 'recoveredAt' | 'protectedAt' | 'outage';
}

export const orders: readonly Order[] = [
  {
    scenario: "A1: the active's host fails, and boots again",
    events: [
      ['Host1 fails', 'CMVM_01 loses power with Host1'],
      'CMVM_02 becomes active of CM',
      'HA of A declares Host1 dead',
      'HA powers on CMVM_01 on Host3',
      'CMVM_01 has booted on Host3',
      ['CM has started on CMVM_01 (Host3)', 'duplication link of CM between CMVM_01 (Host3) and CMVM_02 (Host4) is up'],
      'CMVM_01 is refreshed and standby of CM',
      'Host1 is back in A: CMVM_01 stays on Host3',
    ],
  },
  {
    scenario: "A1: the active's host leads its cluster",
    events: [
      'CMVM_02 becomes active of CM',
      ['Host3 is elected HA primary of A', 'HA of A declares Host1 dead'],
      'HA powers on CMVM_01 on Host3',
      'duplication link of CM between CMVM_01 (Host3) and CMVM_02 (Host4) is up',
      'CMVM_01 is refreshed and standby of CM',
    ],
  },
  {
    scenario: 'A3: ESXi1 goes off-line, no HA',
    events: [
      'ESXi1 fails',
      'Secondary becomes active of CM',
      'ESXi1 is restored',
      'Primary is refreshed and standby of CM',
    ],
  },
  {
    scenario: 'A4: ESXi1 goes off-line, with HA',
    events: [
      'SecondaryH becomes active of CMh',
      'HA of Cluster1h declares ESXi1h dead',
      'HA powers on PrimaryH on ESXi2h',
      'PrimaryH has booted on ESXi2h',
      'CMh has started on PrimaryH',
      'PrimaryH is refreshed and standby of CMh',
      'ESXi1h is back in Cluster1h: PrimaryH stays on ESXi2h',
    ],
  },
  {
    scenario: "A5: the standby's host fails",
    events: [
      ['Host4 fails', 'CM is no longer protected'],
      'HA of B declares Host4 dead',
      'HA powers on CMVM_02 on Host2',
      'duplication link of CM between CMVM_01 (Host1) and CMVM_02 (Host2) is up',
      'CMVM_02 is refreshed and standby of CM',
    ],
  },
  {
    scenario: 'A7b: every path between the two is lost, then they meet again',
    events: [
      'Host1 and Host3 are cut off from Host2 and Host4',
      'CMVM_02 becomes active of CM too',
      ['Host1 and Host3 reach Host2 and Host4 again', 'the newly active CMVM_02 stays active of CM'],
      'CMVM_01 is refreshed and standby of CM',
    ],
  },
  {
    scenario: 'A13: Host1 is isolated, VMs are left on',
    events: [
      'Host1 loses its management network',
      'Host3 sees the heartbeat of Host1',
      'Host1 declares itself isolated',
    ],
  },
  {
    scenario: 'A13: Host5 is isolated, VMs are powered off',
    events: [
      'Host7 sees the heartbeat of Host5',
      'Host5 declares itself isolated',
      'CMVM_03 is powered off on Host5',
      'CMVM_04 becomes active of CMoff',
      'HA powers on CMVM_03 on Host7',
      'CMVM_03 is refreshed and standby of CMoff',
    ],
  },
  {
    scenario: 'A15: CM01a fails',
    events: [
      'CM01a fails',
      ['CM01b becomes active of CM01', 'CallControl is up on CM01', 'DenverPhones is registered with CM01b'],
    ],
  },
  {
    scenario: 'A16: the WAN is lost, Denver continues',
    events: [
      ['wan fails', 'the no-service timer of CallControl runs there', 'ParisSip is registered with SM03'],
      ['CM02 becomes active of CallControl for Paris.lan', 'ParisPhones is in service with CallControl'],
      'An operator activates SMGR02',
    ],
  },
  {
    scenario: 'A17: Denver is lost',
    events: [
      ['Denver fails', 'CM01a loses power', 'CM01 is down', 'SessionManagement loses SM02 (off); SM03 serves on'],
      ['CM02 becomes active of CallControl for Paris.lan', 'ParisPhones is in service with CallControl'],
      ['An operator activates SMGR02', 'SystemManagement is up on SMGR02'],
    ],
  },
  {
    scenario: 'A18: the WAN returns after a rainy day',
    events: [
      'CM02 becomes active of CallControl for Paris.lan',
      ['wan is restored', 'replication of SystemManagement stays off'],
      ['An operator activates CM01', 'CM02 stands down'],
      ['An operator activates SMGR01', 'Replication of SystemManagement is on again: the data of SMGR01 stay'],
    ],
  },
  {
    scenario: 'A20: SM02 fails',
    events: ['SessionManagement loses SM02', 'OldSip notices the loss', 'OldSip is in service with OnlySM03'],
  },
  {
    scenario: 'A21: SMGR01 fails, and comes back',
    events: [
      'SystemManagement is down',
      'Replication of SystemManagement goes off',
      ['An operator activates SMGR02', 'SystemManagement is up on SMGR02'],
      'SMGR01 is back and finds SMGR02 active',
      ['An operator activates SMGR01', 'Replication of SystemManagement is on again'],
    ],
  },
  {
    scenario: 'P1: power is lost to Host A, and comes back',
    events: [
      ['HostA fails', 'IC1 loses power with HostA'],
      'HA of Farm declares HostA dead',
      'IC2 becomes primary of CIC',
      'IC1 has booted',
      'Agents is in service with CIC',
      ['CIC has started on IC1', 'IC1 is backup of CIC'],
      'HostA is back in Farm',
    ],
  },
  {
    scenario: 'P3: the host of the only CIC server fails',
    events: [
      'IC1 loses power',
      'HA of Farm declares HostA dead',
      'HA powers on IC1',
      'IC1 has booted',
      'CIC is up on IC1',
    ],
  },
  {
    scenario: "M1: the primary's host fails, and comes back",
    events: [
      ['H1 fails', 'the secondary on H2 detects it and goes live'],
      ['SN1 is primary on H2: pending I/O is finished', 'HA selects H3 for a new secondary of SN1'],
      'SN1 has a secondary in step on H3',
      'H1 is back in MxOne',
    ],
  },
  {
    scenario: "M2: the primary's host fails, and comes back",
    events: [
      ['H1 fails', 'the secondary on H2 detects it and goes live'],
      ['SN1 is primary on H2', 'SN1 stays unprotected'],
      ['H1 is restored', 'HA selects H1 for a new secondary of SN1'],
      'SN1 has a secondary in step on H1',
    ],
  },
  {
    scenario: 'M7: the host of a Service Node fails',
    events: [
      'SN1 loses power',
      'HA of MxOne declares H1 dead',
      'HA powers on SN1',
      'SN1 has booted',
      'ServiceNode1 is up on SN1',
    ],
  },
  {
    scenario: 'M8: a regular server dies, then a second',
    events: [
      'Standby no longer hears Regular1',
      'Standby takes the identity of Regular1',
      'no spare is left for Regular2',
      'Regular2 is active of Nodes',
    ],
  },
  {
    scenario: 'W1: the group is moved to node2',
    events: [
      [
        'VirtualCenter is moved from node1 to node2',
        'VirtualCenter.webAccess is offline on node1',
        'VirtualCenter.vpxd is offline on node1',
        'VirtualCenter.name is offline on node1',
        'VirtualCenter.ip is offline on node1',
        'VirtualCenter comes online on node2',
      ],
      'VirtualCenter.ip is online on node2',
      'VirtualCenter.name is online on node2',
      'VirtualCenter.license is online on node2',
      'VirtualCenter.vpxd is online on node2',
      ['VirtualCenter.webAccess is online on node2', 'VirtualCenter is up on node2', 'ViClients is in service'],
    ],
  },
  {
    scenario: 'W2: the owner fails, and comes back',
    events: [
      'node1 fails',
      ['VCCluster loses node node1', 'VirtualCenter comes online on node2'],
      'VirtualCenter.ip is online on node2',
      'VirtualCenter.name is online on node2',
      'VirtualCenter.vpxd is online on node2',
      'VirtualCenter.webAccess is online on node2',
      'node1 joins VCCluster',
    ],
  },
  {
    scenario: 'W4: node1 fails, and comes back',
    events: [
      'node1 fails',
      ['VCCluster loses node node1, which is off; node2 has 2 of 3 votes', 'VirtualCenter comes online on node2'],
      'VirtualCenter is up on node2',
      ['node1 joins VCCluster', 'VirtualCenter is protected again'],
    ],
  },
  {
    scenario: 'W6: the quorum disk is lost, and comes back',
    events: [
      [
        'quorumDisk fails',
        'VCCluster loses quorum',
        'VirtualCenter.vpxd is offline',
        'VirtualCenter.name is offline',
        'VirtualCenter.ip is offline',
      ],
      ['quorumDisk is restored', 'VCCluster has quorum again'],
      'VirtualCenter is up on node1',
    ],
  },
  {
    scenario: 'W7: the witness is lost, then a node',
    events: [
      ['share fails', 'VirtualCenter is no longer protected'],
      'node2 fails',
      ['VCCluster loses quorum: node1 has 1 of 3 votes', 'VirtualCenter.ip is offline on node1'],
      'VCCluster has quorum again: node1 has 2 of 3 votes',
    ],
  },
];

export const calms: readonly Calm[] = [
  {
    scenario: "A1: the active's host fails, and boots again",
    after: 'Host1 is restored',
    until: '',
    subjects: ['CM', 'CMVM_01', 'CMVM_02'],
  },
  {
    scenario: 'A4: ESXi1 goes off-line, with HA',
    after: 'ESXi1h is restored',
    until: '',
    subjects: ['CMh', 'PrimaryH', 'SecondaryH'],
  },
  {
    scenario: 'P1: power is lost to Host A, and comes back',
    after: 'HostA is restored',
    until: '',
    subjects: ['CIC', 'IC1', 'IC2'],
  },
  {
    scenario: 'W2: the owner fails, and comes back',
    after: 'VirtualCenter is protected again',
    until: '',
    subjects: ['VirtualCenter'],
  },
  {
    scenario: 'A18: the WAN returns after a rainy day',
    after: 'wan is restored',
    until: 'An operator activates CM01',
    subjects: ['CM01', 'CM02', 'CallControl', 'SystemManagement', 'SMGR01', 'SMGR02', 'ParisPhones', 'DenverPhones'],
  },
];

/** The first is over before the second. */
export const quicker: readonly (readonly [Moment, Moment])[] = [
  // Inside Denver before the other centre.
  [
    { scenario: 'A15: CM01a fails', service: 'CallControl', time: 'recoveredAt' },
    { scenario: 'A16: the WAN is lost, Denver stops', service: 'CallControl', time: 'recoveredAt' },
  ],
  // The takeover, then what HA restores.
  ...(["A1: the active's host fails, and boots again", 'A4: ESXi1 goes off-line, with HA'] as const).map((scenario) => {
    const service = scenario.startsWith('A1') ? 'CM' : 'CMh';
    return [
      { scenario, service, time: 'recoveredAt' },
      { scenario, service, time: 'protectedAt' },
    ] as const;
  }),
  [
    { scenario: 'P1: power is lost to Host A, and comes back', service: 'CIC', time: 'recoveredAt' },
    { scenario: 'P1: power is lost to Host A, and comes back', service: 'CIC', time: 'protectedAt' },
  ],
  // A switchover pair instead of HA alone, and instead of Fault Tolerance where the application fails.
  [
    { scenario: 'P1: power is lost to Host A, and comes back', service: 'CIC', time: 'outage' },
    { scenario: 'P3: the host of the only CIC server fails', service: 'CIC', time: 'outage' },
  ],
  [
    { scenario: 'P5: the same fault in a switchover pair', service: 'Pair', time: 'outage' },
    {
      scenario: 'P5: an application fault under Fault Tolerance, ended by a restart',
      service: 'Protected',
      time: 'outage',
    },
  ],
  // Fault Tolerance instead of HA alone.
  [
    { scenario: "M1: the primary's host fails, and comes back", service: 'ServiceNode1', time: 'outage' },
    { scenario: 'M7: the host of a Service Node fails', service: 'ServiceNode1', time: 'outage' },
  ],
  // With HA the pair is whole before anybody has repaired the host.
  [
    { scenario: 'A4: ESXi1 goes off-line, with HA', service: 'CMh', time: 'protectedAt' },
    { scenario: 'A3: ESXi1 goes off-line, no HA', service: 'CM', time: 'protectedAt' },
  ],
];
