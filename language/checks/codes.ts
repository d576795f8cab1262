/** The codes of the language's own findings, with what each says. */

export const codes = {
  'hatopo/unknown-property': 'A word before `:` that is no property of this statement',
  'hatopo/unknown-statement': 'A word that begins no statement',
  'hatopo/unknown-word': 'A word that is none of those that may stand there: a mode, a state, a kind, a value',
  'hatopo/misplaced': 'A statement or property where it may not stand',
  'hatopo/missing-property': 'A property that the statement cannot do without',
  'hatopo/duplicate-property': 'A property, a block or a setting that is stated twice',
  'hatopo/duplicate-name': 'A name that is given twice in its site, machine or group',
  'hatopo/duplicate-title': 'Two scenarios, or two objectives, of one title',
  'hatopo/empty-text': 'A title or text between quotes with nothing in it',
  'hatopo/wrong-kind': 'A name of another kind than belongs there, such as a host where a VM belongs',
  'hatopo/too-many-names': 'Several names where one belongs',
  'hatopo/too-few-names': 'One name where at least two belong',
  'hatopo/too-many-words': 'Several words where one belongs',
  'hatopo/link-ends': 'A link that does not join two different things',
  'hatopo/missing-unit': 'A number that needs a unit',
  'hatopo/unknown-unit': 'A unit that does not exist',
  'hatopo/wrong-unit': 'A unit of another kind than is measured',
  'hatopo/out-of-range': 'A number that cannot be: zero of something, over 100 %, more than there are',
  'hatopo/not-an-address': 'Text that is no IP address or subnet',
  'hatopo/import': 'An import of a file that is not there, of no file, of the file itself, or twice of the same',
  'hatopo/template-mismatch': 'A template that states what its taker cannot have',
  'hatopo/adapter-missing': 'A VM’s adapter via one that its host does not have',
  'hatopo/adapter-network':
    'A VM’s adapter via one that leads to another network, or a network that its host is not on',
  'hatopo/storage-not-seen': 'A VM’s disk on storage that its host does not see',
  'hatopo/larger-than-host': 'A VM with more memory or CPUs than its host has',
  'hatopo/not-in-cluster': 'A host or VM that the settings of a cluster name and that is not in it',
  'hatopo/member-twice': 'One machine in two places of a service: if it is lost, nobody takes over',
  'hatopo/listed-twice': 'A name that a list holds twice',
  'hatopo/cycle': 'Services, or resources of a group, that depend on themselves',
  'hatopo/not-an-owner': 'An owner of a failover group that is no node, or a preferred one that is no owner',
  'hatopo/mode-not-allowed': 'A redundancy mode that the product does not allow',
  'hatopo/unknown-setting': 'A setting that the product does not declare',
  'hatopo/steps-out-of-order': 'Steps of a scenario that do not stand in the order of their times',
  'hatopo/horizon-too-short': 'A run that would end before its last step',
  'hatopo/within-past-step': 'A `within` that reaches past the next step',
  'hatopo/expect-before-step': 'An expectation above every step',
  'hatopo/wrong-target': 'An injection on what it does not apply to',
  'hatopo/nothing-to-restore': 'A `restore` or `heal` of what nothing happened to',
  'hatopo/cannot-hold': 'An expectation that its subject can never meet',
  'hatopo/more-findings': 'A note that a file has more than 1,000 findings',
} as const;

export type Code = keyof typeof codes;

/** The findings that reading and linking add, and those on what silences rules. */
export const otherCodes = {
  'hatopo/syntax': 'Text that could not be read, at the place where the author must act',
  'hatopo/unresolved-name': 'A name that nothing has, with those that were perhaps meant',
  'hatopo/ambiguous-name': 'A name that several have, with the ways to tell them apart',
  'hatopo/suppression':
    'A `hatopo-ignore` that silences nothing: without a reason, without a rule, or with one that there is not',
  'hatopo/unused-suppression': 'A `hatopo-ignore` of a rule that finds nothing there',
  'hatopo/internal-error': 'A rule that failed inside: a fault of hatopo, to be reported with the file',
} as const;
