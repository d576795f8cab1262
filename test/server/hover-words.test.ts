import { AstUtils, URI } from 'langium';
import { describe, expect, test } from 'vitest';
import * as ast from '../../language/generated/ast.ts';
import { propertyOf, statementOf } from '../../language/vocabulary/index.ts';

import { exampleNames, exampleText } from '../support/topology.ts';
import { inMemory, marked, opened, positionIn } from './support/services.ts';

const services = inMemory();

async function hoverAt(input: string): Promise<string> {
  const { text, offsets } = marked(input);
  const document = await opened(services, text, {}, `file:///words${count++}.hatopo`);
  const hover = await services.hatopo.lsp.HoverProvider?.getHoverContent(document, {
    textDocument: { uri: document.uri.toString() },
    position: positionIn(document, offsets[0] ?? 0),
  });
  return String((hover?.contents as { value: string } | undefined)?.value ?? '');
}
let count = 0;

test.each(exampleNames)('every keyword and property of %s explains itself from the reference', async (name) => {
  const text = exampleText(name);
  const document = await opened(services, text, {}, `file:///${name}.hatopo`);
  let explained = 0;
  for (const node of AstUtils.streamAst(document.parseResult.value)) {
    const cst = node.$cstNode;
    const entry = statementOf(node) ?? (ast.isProperty(node) ? propertyOf(node) : undefined);
    if (!cst || !entry || !ast.isItem(node)) continue;
    const hover = await services.hatopo.lsp.HoverProvider?.getHoverContent(document, {
      textDocument: { uri: document.uri.toString() },
      position: positionIn(document, cst.offset),
    });
    const value = String((hover?.contents as { value: string } | undefined)?.value ?? '');
    expect(value, cst.text.slice(0, 40)).toContain(`${entry.summary}.`);
    explained++;
  }
  expect(explained).toBeGreaterThan(20);
});

describe('a hover, whole', () => {
  const pair = `network lan
/// Takes the calls.
template Small { vcpu: 2  memory: 8 GB }
cluster C {
  ha
  host h1 { memory: 64 GB }
  host h2 { memory: 64 GB }
}
vm a on h1 : Small
vm b on h2 : Small { memory: 16 GB }
service S : switchover { primary: a  backup: b  takeover: 9 s }
endpoint E : sip { on: lan  registers: S }
// hatopo-ignore`;
  const at = async (name: string) => {
    const shown = await hoverAt(pair.replace(` ${name} `, ` <|>${name} `));
    // what rules find is told above; it is theirs
    return shown
      .slice(shown.lastIndexOf('---\n\n```') < 0 ? 0 : shown.lastIndexOf('---\n\n```') + 5)
      .replaceAll(/file:\/\/\/words\d+\.hatopo/g, 'here');
  };

  test('of a VM with a template', async () => {
    expect(await at('b')).toMatchInlineSnapshot(`
      "\`\`\`hatopo
      vm b on h2 : Small
      \`\`\`

      A virtual machine, with the host that runs it at the start.

      **When its host is lost** it restarts on h1.

      **Needed by** 1 service ([S](here#L11)), 1 group of clients ([E](here#L12)).

      **Losing it:** S serves on, calls kept; not protected any more.

      | property | value | from |
      |---|---|---|
      | \`vcpu\` | 2 | [template Small](here#L3) |
      | \`memory\` | 16 GB | [stated](here#L10) |
      | \`restart-priority\` | medium | where nothing is written |
      | \`boot\` | 60 s | assumption of hatopo |"
    `);
  });
  test('of a host', async () => {
    expect(await at('h1')).toMatchInlineSnapshot(`
      "\`\`\`hatopo
      host h1
      \`\`\`

      A hypervisor host, in a cluster or alone. In cluster C.

      **Needed by** 1 service ([S](here#L11)), 1 group of clients ([E](here#L12)), 2 VMs ([a](here#L9), [b](here#L10)), 1 cluster ([C](here#L4)).

      **Losing it:** S out 9 s, calls dropped; protected again at 1:27. E out 2 min 9 s, calls dropped.

      | property | value | from |
      |---|---|---|
      | \`memory\` | 64 GB | [stated](here#L6) |
      | \`reboot\` | 10 min | assumption of hatopo |"
    `);
  });
  test('of a cluster', async () => {
    expect(await at('C')).toMatchInlineSnapshot(`
      "\`\`\`hatopo
      cluster C
      \`\`\`

      A hypervisor cluster: hosts that restart each other’s VMs.

      **Headroom:** N+1: 40 GB free (the worst is the loss of [h1](here#L6)).

      | without | HA restarts |
      |---|---|
      | [h1](here#L6) | a → [h2](here#L7) |
      | [h2](here#L7) | b → [h1](here#L6) |

      **Needed by** 1 service ([S](here#L11)), 1 group of clients ([E](here#L12)), 2 VMs ([a](here#L9), [b](here#L10)).

      **Losing it:** S stays down, calls dropped. E out of service, calls dropped.

      | property | value | from |
      |---|---|---|
      | \`hypervisor\` | vsphere | where nothing is written |
      | \`resiliency\` | 4 min | Microsoft Learn, ResiliencyDefaultPeriod |
      | \`failover\` | 1 s | assumption: the source says “immediately” |
      | \`respawn\` | 120 s | assumption: the source says “within minutes” |"
    `);
  });
  test('of clients', async () => {
    expect(await at('E')).toMatchInlineSnapshot(`
      "\`\`\`hatopo
      endpoint E : sip
      \`\`\`

      Clients: phones, gateways, agents.

      | property | value | from |
      |---|---|---|
      | \`on\` | lan | [stated](here#L12) |
      | \`registers\` | S | [stated](here#L12) |
      | \`count\` | 1 | where nothing is written |"
    `);
  });
});

describe('what a product, a rule and an import say', () => {
  const product = `product ours.x { takeover: 20 s source "manual, https://example.com/m, page 2"
  limits { latency: 10 ms }\n  settings { codec: g711 | opus } }
server a\n`;

  test('keys of settings by the product, of limits by the reference', async () => {
    const service = 'service S : standalone { product: ours.x  member: a  settings { ';
    expect(await hoverAt(`${product}${service}co<|>dec: opus } }`)).toContain('codec: g711 | opus');
    expect(await hoverAt(`${product}${service}codec: op<|>us } }`)).toContain('A setting of ours.x');
    expect(await hoverAt(`${product}${service}no<|>ne: 1 } }`)).toBe('');
    expect(await hoverAt(product.replace('latency', 'lat<|>ency'))).toContain('The longest round trip');
  });

  test('a product lists its limits and settings; the link of a source ends where its address does', async () => {
    const shown = await hoverAt(`${product}service S : standalone { product: ours.<|>x  member: a }`);
    expect(shown).toContain('- `limits { latency: 10 ms }`');
    expect(shown).toContain('- `settings { codec: g711 | opus }`');
    expect(shown).toContain('([read](https://example.com/m))');
  });

  test('the words of a condition', async () => {
    const rule = (condition: string) => hoverAt(`site A\nrule r info "M" { ${condition} }`);
    expect(await rule('all h in ho<|>sts: h.memory > 1 GB')).toContain('All hosts of the topology.');
    expect(await rule('all h in hosts: <|>h.memory > 1 GB')).toContain('One of them: a host.');
    expect(await rule('all <|>h in hosts: h.memory > 1 GB')).toContain('One of them: a host.');
    expect(await rule('all s in services(dupli<|>cation): s.active')).toContain('Hot standby');
    const objective =
      'server s\nservice S : standalone { member: s }\nobjective "O" { any 2 of ra<|>ck, host fail: S up }';
    expect(await hoverAt(objective)).toContain('Shared fate');
    expect(await rule('all h in hosts: h.mem<|>ory > 1 GB')).toContain('Memory.');
    expect(await rule('all c in clusters: all h in c.hosts: h.si<|>te = A')).toContain('The site of h.');
    expect(await rule('all h in hosts: h.no<|>ne = 1')).toBe('');
    expect(await rule('all h in hosts: no<|>ne.memory')).toBe('');
  });

  test('an import, what its file makes visible', async () => {
    services.files.set(URI.parse('file:///far.hatopo'), 'topology "Far"\nsite Paris { host inner }\nrack r');
    const shown = await hoverAt('import "./fa<|>r.hatopo"\nhost h');
    expect(shown).toContain('**Far**');
    expect(shown).toContain('Makes visible `Paris`, `r`.');
    expect(await hoverAt('import "./no<|>ne.hatopo"\nhost h')).toBe('');
  });
});
