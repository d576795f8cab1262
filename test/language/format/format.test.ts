/** The style, case by case. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applied } from '../../../language/edits/text-edit.ts';
import { formatTyped, treeOf } from '../../../language/format/index.ts';
import { blocksOf } from '../../support/markdown.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';
import { formatted, services } from './support.ts';

/** Formats a text, and once more. */
function expectFormatted(text: string, expected: string): void {
  expect(formatted(text)).toBe(expected);
  expect(formatted(expected)).toBe(expected);
}

describe('what is in the style already', () => {
  test.each(exampleNames)('%s stays as it is', (name) => {
    expect(formatted(exampleText(name))).toBe(exampleText(name));
  });

  test.each(readdirSync('language/library').filter((name) => name.endsWith('.hatopo')))('%s ships so', (name) => {
    const text = readFileSync(`language/library/${name}`, 'utf8');
    expect(formatted(text)).toBe(text);
  });
});

test('the page on the style shows it', () => {
  const [block, ...more] = blocksOf('docs/style.md', 'hatopo');
  expect(more).toEqual([]);
  expect(formatted(block?.text ?? '')).toBe(block?.text);
});

describe('words', () => {
  test('stand one blank apart, statements on one line two', () => {
    expectFormatted(
      'vm  V on  H :T{vcpu :3 memory:5GB\tdedicated}',
      'vm V on H : T { vcpu: 3  memory: 5 GB  dedicated }\n',
    );
    expectFormatted('nic e->S . lan via a ,b', 'nic e -> S.lan via a, b\n');
    expectFormatted(
      'endpoint E:sip{on:lan registers:A,B}\nlink w between A.l ,B.l{loss:0.1%}',
      'endpoint E : sip { on: lan  registers: A, B }\nlink w between A.l, B.l { loss: 0.1 % }\n',
    );
    expectFormatted(
      'rule r warning "m" {all p in services ( duplication ):not(p . a!=p.b)}',
      'rule r warning "m" { all p in services(duplication): not (p.a != p.b) }\n',
    );
    expectFormatted(
      'objective "o"{any 2 of host ,switch fail :S up within 15min}',
      'objective "o" { any 2 of host, switch fail: S up within 15 min }\n',
    );
  });

  test('may be names', () => {
    expectFormatted('vm on on on:vm{}\nvm vm on host.on', 'vm on on on : vm { }\nvm vm on host.on\n');
  });

  test('that would become a quantity on one line stay on two', () => {
    expectFormatted('host h { cpu: 5\n s }', 'host h {\n  cpu: 5\n    s\n}\n');
  });
});

describe('lines', () => {
  test('of a body go on as their author began it', () => {
    const hanging = 'host A { cpu: 32  storage: san\n         nic n -> lan }\n';
    expectFormatted('host A {cpu: 32 storage: san\n  nic n -> lan\n}', hanging);
    expectFormatted(
      'host A {\ncpu: 32 storage: san nic n -> lan}',
      'host A {\n  cpu: 32  storage: san  nic n -> lan\n}\n',
    );
    expectFormatted('host A { cpu:\n32\nstorage:\nsan }', 'host A { cpu: 32\n         storage: san }\n');
  });

  test('begin with a declaration or a step in a block, and what holds a declaration with a body is one', () => {
    expectFormatted('site S { network lan }', 'site S { network lan }\n');
    expectFormatted('site S { network lan host h { cpu: 4 } }', 'site S {\n  network lan\n  host h { cpu: 4 }\n}\n');
    expectFormatted('site S {} site T {}', 'site S { }\nsite T { }\n');
    const cluster = 'cluster C { ha  host A : Esxi  host B : Esxi }\n';
    expectFormatted('cluster C {ha host A:Esxi host B:Esxi}', cluster);
    expectFormatted(
      'cluster C { ha\nhost A:Esxi host B:Esxi}',
      'cluster C {\n  ha\n  host A : Esxi\n  host B : Esxi\n}\n',
    );
    expectFormatted(
      'scenario "s" {\nat 0 s fail H expect S up}',
      'scenario "s" {\n  at 0 s fail H\n  expect S up\n}\n',
    );
  });

  test('may end behind a comma, and around the words that join conditions', () => {
    expectFormatted(
      'service S : active-active { members: a,\nb\n}',
      'service S : active-active {\n  members: a,\n    b\n}\n',
    );
    expectFormatted(
      'rule r error "m" {\nall p in services(x):\np.a\n!= p.b\nand p.c}',
      'rule r error "m" {\n  all p in services(x):\n    p.a != p.b\n    and p.c\n}\n',
    );
  });

  test('are apart by one empty line at most, and by none at the ends of a body', () => {
    expectFormatted(
      '\n\nrack a\n\n\n\nrack b\nsite S {\n\n  rack c\n\n}\n\n\n',
      'rack a\n\nrack b\nsite S {\n  rack c\n}\n',
    );
  });

  test('end as the first one of the file does, the last one too', () => {
    expectFormatted('rack a\r\n\r\n\r\nrack b', 'rack a\r\n\r\nrack b\r\n');
    expectFormatted('\uFEFF  rack a', '\uFEFFrack a\n');
    expectFormatted('', '');
    expectFormatted(' \n', '');
  });
});

describe('columns', () => {
  test('are made of neighbours on one line each', () => {
    expectFormatted(
      `host A : Esxi { cpu: 16 memory: 8 GB storage: san }
host Long : Esxi { cpu: 4 memory: 128 GB storage: san }
host None { cpu: 4 }
host Bare
vm V on A { vcpu: 1 nic e -> lan nic f -> dup }
// the other one
vm W1 on Long : T { vcpu: 16 nic e -> lan }

vm Apart on A { vcpu: 1 }`,
      `host A    : Esxi { cpu: 16  memory: 8 GB    storage: san }
host Long : Esxi { cpu: 4   memory: 128 GB  storage: san }
host None        { cpu: 4 }
host Bare
vm V  on A        { vcpu: 1   nic e -> lan  nic f -> dup }
// the other one
vm W1 on Long : T { vcpu: 16  nic e -> lan }

vm Apart on A { vcpu: 1 }
`,
    );
  });

  test('hold what is the same in each', () => {
    expectFormatted(
      `resource a : ip-address { address: "10.0.0.1" start: 1 s }
resource bb : network-name { after: a start: 10 s }
resource c : generic-service { after: bb use-network-name }
resource d : generic-service { after: webAccess use-network-name }`,
      `resource a  : ip-address      { address: "10.0.0.1"  start: 1 s }
resource bb : network-name    { after: a  start: 10 s }
resource c  : generic-service { after: bb         use-network-name }
resource d  : generic-service { after: webAccess  use-network-name }
`,
    );
  });

  test('are as wide as their letters stand', () => {
    expectFormatted(
      'server 東京 { cpu: 4 } // 🏢\nserver größe { cpu: 4 } // one\nserver e\u0301t { cpu: 4 } // two\n',
      'server 東京  { cpu: 4 }   // 🏢\nserver größe { cpu: 4 }   // one\nserver e\u0301t    { cpu: 4 }   // two\n',
    );
    expectFormatted(
      'storage a { name: "東京 🏢" memory: 1 GB }\nstorage b { name: "Tokyo" memory: 1 GB }\n',
      'storage a { name: "東京 🏢"  memory: 1 GB }\nstorage b { name: "Tokyo"    memory: 1 GB }\n',
    );
  });

  test('are not made where one is far longer than the others', () => {
    const text = 'network a { vlan: 1 }\nnetwork aVeryLongNameThatNobodyWouldWrite { vlan: 2 }\n';
    expectFormatted(text, text);
    const lists =
      'service a : active-active { members: m1, m2  needs: x }\n' +
      'service b : active-active { members: m10, m11, m12, m13, m14, m15, m16  needs: x }\n';
    expectFormatted(lists, lists);
  });

  test('stand in the comments that end neighbouring lines', () => {
    expectFormatted(
      'rack a // one\nrack long // two\nsite S { // three\nrack b // four\n}\n',
      'rack a      // one\nrack long   // two\nsite S {    // three\n  rack b   // four\n}\n',
    );
  });
});

describe('comments', () => {
  test('stay with what they stand above, beside or within', () => {
    expectFormatted(
      `  // first
rack a /* beside */ rack b
   /// said of it
site S   { // behind
// before
cpu: 4 /* inner */ memory: 5 GB   /* last */
      /* over
   lines */
} // end   `,
      `// first
rack a /* beside */
rack b
/// said of it
site S {   // behind
  // before
  cpu: 4 /* inner */  memory: 5 GB /* last */
  /* over
   lines */
}   // end
`,
    );
    expectFormatted('vm V // why\non H { // what\n}', 'vm V   // why\n  on H {   // what\n}\n');
    expectFormatted('host h { /* a */ cpu: 4 }', 'host h { /* a */  cpu: 4 }\n');
  });
});

describe('what cannot be understood', () => {
  test('stays as it is, and the rest is formatted', () => {
    expectFormatted(
      'site S {\n network   lan\n   netwrk : :  x  {\n host h {cpu:4}\n}\nrack   r\n',
      'site S {\n  network lan\n   netwrk : :  x  {\n  host h { cpu: 4 }\n}\nrack r\n',
    );
  });

  test.each([
    ['a text without its end', 'rack   a\n topology  "Title\nrack   b\n', 'rack a\n topology  "Title\nrack b\n'],
    ['a comment without its end', 'rack   a\n /* open  x\n', 'rack a\n /* open  x\n'],
    ['strange characters', 'rack   a\n  ; ;;  rack b\nrack   c\n', 'rack a\n  ; ;;  rack b\nrack c\n'],
    [
      'a value that is missing',
      'host h {\ncpu:\n memory:  4 GB\n}\nrack   a',
      'host h {\ncpu:\n  memory: 4 GB\n}\nrack a\n',
    ],
    ['a statement that the language lacks', 'frob  X{a:1}', 'frob X { a: 1 }\n'],
    ['a brace too many', 'rack   a\n}\nrack   b\n', 'rack a\n}\nrack b\n'],
  ])('%s', (_, text, expected) => {
    expectFormatted(text, expected);
  });
});

describe('what is typed', () => {
  const typed = (text: string) => applied(text, formatTyped(text, treeOf(text, services), text.length, services));

  test('is formatted up to the cursor, which stays where it is', () => {
    expect(typed('host   h {cpu: 4}')).toBe('host h { cpu: 4 }');
    const text = 'host   h {cpu: 4}// why\n';
    const changes = formatTyped(text, treeOf(text, services), text.indexOf('//'), services);
    expect(applied(text, changes)).toBe('host h { cpu: 4 }// why\n');
  });

  test('stays as it is where a comment or a text was begun', () => {
    for (const text of ['site S {\n  network   lan\n  /* a\n     }', 'rack   a\nscenario "x }'])
      expect(typed(text)).toBe(text);
  });
});
