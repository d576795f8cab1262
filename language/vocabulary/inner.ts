/** Words inside a statement: what joins its parts. */

export interface InnerWord {
  readonly word: string;
  /** The statements in which it stands, as people call them. */
  readonly in: string;
  readonly summary: string;
}

export const innerWords: readonly InnerWord[] = [
  { word: 'between', in: 'link', summary: 'The two switches or networks that the link joins' },
  { word: 'on', in: 'vm, keep, expect', summary: 'The host that runs the VM at the start; where something must be' },
  { word: 'via', in: 'nic', summary: 'The physical adapters, by name, of whichever host runs the VM' },
  { word: 'for', in: 'nic, fail', summary: 'What the hypervisor uses the adapter for; the hosts that lose their path' },
  { word: 'apart', in: 'keep', summary: 'Never in the same place' },
  { word: 'together', in: 'keep', summary: 'Always on one host' },
  { word: 'across', in: 'keep apart', summary: 'Which places count: `hosts`, `racks`, `circuits`' },
  { word: 'host', in: 'admission', summary: 'Counts the hosts whose loss is tolerated' },
  { word: 'hosts', in: 'admission', summary: 'Counts the hosts whose loss is tolerated' },
  { word: 'with', in: 'quorum', summary: 'Adds a witness to a majority' },
  { word: 'witness', in: 'quorum', summary: 'The machine that holds the witness share, and so a vote' },
  { word: 'any', in: 'after, objective, rule', summary: 'One is enough; every failure of a kind, one at a time' },
  { word: 'from', in: 'product', summary: 'The lower end of the range that a document gives' },
  { word: 'to', in: 'product, migrate, move', summary: 'The upper end of the range; where something goes' },
  { word: 'source', in: 'product', summary: 'The document that states the number' },
  { word: 'assumed', in: 'product', summary: 'The number is an assumption, with its reason' },
  { word: 'calls', in: 'expect', summary: 'Established calls of the subject' },
  { word: 'state', in: 'expect', summary: 'State in memory of the subject' },
  { word: 'outage', in: 'expect', summary: 'The sum of the time down' },
  { word: 'of', in: 'expect, objective', summary: 'Whose outage; out of which kinds' },
  { word: 'never', in: 'expect', summary: 'At no time in the window' },
  { word: 'not', in: 'expect, rule', summary: 'The opposite' },
  { word: 'within', in: 'expect', summary: 'The time after the last injection of which the expectation speaks' },
  { word: 'fails', in: 'objective', summary: 'A component of a kind fails' },
  { word: 'fail', in: 'objective', summary: 'Components of a kind fail at the same time' },
  { word: 'all', in: 'rule', summary: 'The condition holds for every one' },
  { word: 'count', in: 'rule', summary: 'For how many the condition holds' },
  { word: 'in', in: 'rule', summary: 'The collection that is gone through' },
  { word: 'and', in: 'rule', summary: 'Both hold' },
  { word: 'or', in: 'rule', summary: 'At least one holds' },
  { word: 'implies', in: 'rule', summary: 'Where the first holds, so does the second' },
  { word: 'error', in: 'rule', summary: 'The system will not survive what it must' },
  { word: 'warning', in: 'rule', summary: 'The system is weaker than it looks' },
  { word: 'info', in: 'rule', summary: 'Good to know' },
];
