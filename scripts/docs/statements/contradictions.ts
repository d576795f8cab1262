/** Where the source documents contradict themselves, each other, or later ones. */
export interface Contradiction {
  /** `C1` */
  readonly id: string;
  readonly statements: readonly string[];
  /** What stands against what. */
  readonly conflict: string;
  /**
   * How it is settled where no rule is the place to say so (`decides` of the rules says the others): for what a run does,
   * with the section of `docs/simulation.md` that says it.
   */
  readonly decision?: { readonly text: string; readonly section?: string };
}

export const contradictions: readonly Contradiction[] = [
  {
    id: 'C1',
    statements: ['S0-3', 'S1-10', 'S1-11'],
    conflict: 'A pair in one HA cluster is not supported, or separate clusters are merely preferred.',
  },
  {
    id: 'C2',
    statements: ['S1-7'],
    conflict: 'One data center is required; today’s documents allow distance over a link that qualifies.',
  },
  {
    id: 'C3',
    statements: ['S4-51a', 'S4-51b'],
    conflict: 'The licence service depends on the network name, or on vpxd.',
  },
  {
    id: 'C4',
    statements: ['S4-22', 'S4-25'],
    conflict: 'The witness is no member, yet three nodes are required.',
  },
  {
    id: 'C5',
    statements: ['S4-26', 'S4-40'],
    conflict: 'Nodes are physical or virtual, or physical only.',
  },
  {
    id: 'C6',
    statements: ['S4-21'],
    conflict: '“Windows Small Business Server 2003 R3” has no majority node sets.',
    decision: {
      text: 'Taken for a slip: Microsoft (KB 921181) names Windows Server 2003 SP1 and R2. No rule asks for the product; `version:` of a failover cluster is its year.',
    },
  },
  {
    id: 'C7',
    statements: ['S2-31', 'S3-21'],
    conflict: 'Fault Tolerance is limited to one virtual CPU, or, on ESXi 6.7, to eight.',
  },
  {
    id: 'C8',
    statements: ['S3-4', 'S3-5', 'S3-21'],
    conflict: 'vLockstep is told of ESXi 6.7, where Fault Tolerance works by checkpoints.',
  },
  {
    id: 'C9',
    statements: ['S3-14', 'S3-19'],
    conflict: 'Fault Tolerance is called active-active, and a hot standby.',
    decision: {
      text: 'A run calls the pair `protected`; the secondary never serves while the primary does.',
      section: 'the-other-modes',
    },
  },
  {
    id: 'C10',
    statements: ['S3-18'],
    conflict: 'Both copies share one disk, which holds for legacy Fault Tolerance only.',
  },
  {
    id: 'C11',
    statements: ['S1-5', 'S1-13'],
    conflict: 'The takeover is instantaneous, or takes milliseconds.',
    decision: {
      text: 'One time, `takeover` of the service or its product: 200 ms, marked as an assumption.',
      section: 'duplication',
    },
  },
  {
    id: 'C12',
    statements: ['S1-30'],
    conflict: 'The other site takes over within a few minutes at most; the timer may be set to 15.',
    decision: {
      text: '`no-service` is 5 min unless stated, the documented default, with the range of 3 to 15 min.',
      section: 'the-other-modes',
    },
  },
  {
    id: 'C13',
    statements: ['S1-50'],
    conflict: 'The other System Manager “will be used”: by whom is left open.',
    decision: {
      text: 'An operator activates it (`activate`), unless the service states `activation: automatic`.',
      section: 'over-several-sites',
    },
  },
  {
    id: 'C14',
    statements: ['S1-15'],
    conflict: 'HA makes sure of capacity, which it does only with admission control.',
    decision: {
      text: 'Admission control is for rules to check; it never stops a restart.',
      section: 'host-ha',
    },
  },
  {
    id: 'C15',
    statements: ['S0-10'],
    conflict: 'The private link runs through one network switch.',
  },
  {
    id: 'C16',
    statements: ['S1-36'],
    conflict: 'The numbering implies a Session Manager SM01 that no sentence mentions.',
  },
  {
    id: 'C17',
    statements: ['S1-52', 'S0-3', 'S1-11'],
    conflict: 'The second site’s backups stand in one host cluster, against the preference.',
  },
  {
    id: 'C18',
    statements: ['S0-17'],
    conflict: 'A virtual machine fails, says the heading; a host, say the steps.',
    decision: {
      text: 'Two injections: `fail Host1` lets HA restart what ran there; a VM that is failed itself stays off, as HA acts on hosts.',
      section: 'host-ha',
    },
  },
  {
    id: 'C19',
    statements: ['S2-2', 'S2-7'],
    conflict: 'State is lost, though the product can recover interactions.',
    decision: {
      text: 'Lost, as the source says. A product that keeps more states `preserves`.',
      section: 'the-other-modes',
    },
  },
  {
    id: 'C20',
    statements: ['S4-61'],
    conflict: 'The 120 s count from the move, or from when the resources have moved.',
    decision: {
      text: 'From when what vpxd waits for is online on the other node: `start: 120 s` of the resource.',
      section: 'failover-clusters',
    },
  },
  {
    id: 'C21',
    statements: ['S2-16'],
    conflict: 'A licensing issue is named, its cause is not.',
  },
];
