/** The file itself: its title, imports, and templates. */
import { statement } from '../define.ts';
import type { StatementEntry } from '../entry.ts';

export const fileStatements: readonly StatementEntry[] = [
  statement('topology', {
    type: 'TopologyTitle',
    title: 'a title',
    form: 'topology "TITLE"',
    summary: 'The title of the topology',
    details: 'One a file, at its beginning.',
    standsIn: ['file'],
    once: true,
  }),
  statement('import', {
    type: 'ImportStatement',
    title: 'an import',
    form: 'import "./FILE.hatopo"',
    summary: 'Makes the top-level names of another file visible',
    details:
      'The path is relative to this file. What the other file imports itself is not visible; that two files import each other is fine.',
    standsIn: ['file'],
  }),
  statement('template', {
    type: 'Template',
    title: 'a template',
    form: 'template NAME { … }',
    summary: 'Properties that hosts, servers and VMs can share',
    details:
      '`host Host3 : NAME { … }` takes all of them; what the host states itself wins. A NIC wins over the template’s NIC of the same name.',
    standsIn: ['file', 'site'],
    properties: [],
  }),
];
