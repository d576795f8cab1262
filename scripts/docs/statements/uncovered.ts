/** Statements that a rule could check and none does, each with the reason. */
export const uncovered: Readonly<Record<string, string>> = {
  'S1-2': 'An allowance: a mixed system is reported by no rule. For the pair itself see S1-9.',
  'S1-17': 'An allowance: HA together with Avaya Aura is reported by no rule.',
  'S1-27': 'An allowance from a release on; which modes a product takes is in its library file.',
  'S1-28': 'The Call Management System is no product of the library.',
  'S1-52': 'Against the preference of the same paper (S1-11): see C17.',
  'S2-1': 'What the mode `switchover` means; the library allows CIC no other redundancy.',
  'S4-1': 'A fact: a VirtualCenter that is not clustered is a `standalone` service, which is no mistake.',
  'S4-5': 'An allowance: where database and directory may be. What they need is S4-7 to S4-9.',
  'S4-15': 'The text states no other settings of vpxd.cfg that could decide it.',
  'S4-21': 'Taken for a slip of the document, see C6.',
  'S4-34': 'Vocabulary: a group with its address and name.',
  'S4-66': 'An allowance; what the two places of the licence server mean for a failover is `wsfc/licence-dependency`.',
  'S4-59': 'How clients are configured is not part of a topology; a run has them follow the address (S4-30).',
};
