// Checks never fail on text or trees that are incomplete, and say nothing of what only follows from damage.
import fc from 'fast-check';
import type { LangiumDocument } from 'langium';
import { type AstNode, AstUtils, EmptyFileSystem, URI } from 'langium';
import { describe, expect, test, vi } from 'vitest';
import { findingsOf } from '../../../language/checks/index.ts';
import type { Document } from '../../../language/generated/ast.ts';
import { createHatopoServices } from '../../../language/module.ts';
import { diagnose } from '../../support/markers.ts';
import { exampleNames, exampleText } from '../../support/topology.ts';

const { shared } = createHatopoServices(EmptyFileSystem);
const { LangiumDocuments, LangiumDocumentFactory, DocumentBuilder } = shared.workspace;

async function linked(text: string): Promise<LangiumDocument<Document>> {
  const document = LangiumDocumentFactory.fromString<Document>(text, URI.parse('file:///robust.hatopo'));
  if (LangiumDocuments.hasDocument(document.uri)) await DocumentBuilder.update([], [document.uri]);
  LangiumDocuments.addDocument(document);
  await DocumentBuilder.build([document]);
  return document;
}

/** Everything that the language can say, so that every check has something to look at. */
const full = `
${exampleText('pureconnect-switchover')}
network odd { switches: w1 }
switch w1
link L between odd, ContactCenter.voice { latency: 3 ms }
server a
server b
storage q
failover-cluster F { nodes: a, b  quorum: majority with witness a  networks: odd }
service G : failover-group { product: vmware.virtualcenter  cluster: F  owners: a, b  preferred: a  resource ip : ip-address { owners: a }  resource n : network-name { after: ip  after any: ip }  settings { managed-ip: registry }  synchronize { items: ssl  by: dfs } }
template T { vcpu: 2  disk: ContactCenter.san  nic eth0 -> ContactCenter.voice via vmnic0 }
vm FtVm on HostA : T { ft { secondary: HostB  failover: 1 s } }
rule r warning "No" { all p in services(duplication): p.active.host != p.standby.host }
objective "All" { any 2 of host fail: CIC outage < 5 s, calls preserved, up within 15 min }
scenario "Everything" {
  horizon: 1 h
  at 0 s fail q for HostA
  at 1 s partition a | b
  at 2 s heal a | b
  at 3 s migrate IC1 to HostB
  at 4 s move G to b
  at 5 s activate IC2
  at 6 s restore q for HostA
  expect G active on b within 5 min
  expect outage of G < 1 min
}
`;

// Minutes on a machine with other work, seconds without.
vi.setConfig({ testTimeout: 120_000 });

describe('a tree from which parts are missing', () => {
  test('never makes a check fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), async (picks) => {
        const document = await linked(full);
        const nodes = AstUtils.streamAst(document.parseResult.value).toArray();
        for (const pick of picks) mutilate(nodes[pick % nodes.length] as AstNode, pick);
        findingsOf(document, LangiumDocuments);
      }),
      { numRuns: 150 },
    );
  });
});

/** Takes one of a node's properties away; of a list, its first entry. */
function mutilate(node: AstNode, pick: number): void {
  const properties = Object.keys(node).filter((key) => !key.startsWith('$'));
  const property = properties[Math.floor(pick / 7) % Math.max(1, properties.length)];
  if (property === undefined) return;
  const values = node as unknown as Record<string, unknown>;
  const value = values[property];
  if (Array.isArray(value)) value.shift();
  else delete values[property];
}

describe('a text from which something was cut', () => {
  test('never makes a check fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat({ max: 60 }), async (at, length) => {
        const start = at % full.length;
        const found = await diagnose(full.slice(0, start) + full.slice(start + length));
        expect(found.filter(({ message }) => message.includes('error occurred'))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(exampleNames)('has no findings beside the syntax message that only follow from it: %s', async (name) => {
    const lines = exampleText(name).split('\n');
    for (let at = 0; at < lines.length; at++) {
      for (const text of [
        [...lines.slice(0, at), ...lines.slice(at + 1)],
        [...lines.slice(0, at), lines[at], ...lines.slice(at)],
        lines.slice(0, at + 1),
      ]) {
        const found = await diagnose(text.join('\n'));
        if (!found.some(({ code }) => code === 'hatopo/syntax')) continue;
        const others = found.filter(
          ({ code }) => !['hatopo/syntax', 'hatopo/unresolved-name', 'hatopo/ambiguous-name'].includes(code),
        );
        expect(others, `line ${at + 1} of ${name}: ${lines[at]}`).toEqual([]);
      }
    }
  });
});

test('at most 1,000 findings a file, and a note that there are more', async () => {
  const many = Array.from({ length: 1500 }, (_, index) => `host H${index} { memory: ${index + 1} }`).join('\n');
  const found = await diagnose(many);
  expect(found.length).toBe(1001);
  expect(found.filter(({ code }) => code === 'hatopo/more-findings').map(({ message }) => message)).toEqual([
    '500 more findings are not shown: mend these first.',
  ]);
});
