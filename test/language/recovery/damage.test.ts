/** What others ask of damaged text, so that they are silent where they must be, and only there. */
import { type AstNode, AstUtils } from 'langium';
import { expect, test } from 'vitest';
import { findings, read } from './support.ts';

function nodeOf(root: AstNode, type: string, name?: string): AstNode {
  const found = AstUtils.streamAllContents(root).find(
    (node) => node.$type === type && (name === undefined || (node as { name?: string }).name === name),
  );
  if (!found) throw new Error(`no ${type} ${name ?? ''}`);
  return found;
}

test('a statement that was mended is damaged; its neighbours and its owner are not', () => {
  const { root, damage } = read('vm A on H {\n  vcpu 1\n  disk: san\n}\nvm B on H');
  const [vcpu] = (nodeOf(root, 'Vm', 'A') as unknown as { items: AstNode[] }).items;
  expect(damage.isDamaged(vcpu as AstNode)).toBe(true);
  expect(damage.isDamaged(nodeOf(root, 'Vm', 'A'))).toBe(false);
  expect(damage.isDamaged(nodeOf(root, 'ReferenceProperty'))).toBe(false);
  expect(damage.isDamaged(nodeOf(root, 'Vm', 'B'))).toBe(false);
  // Nothing was lost: what is missing in `A` is missing.
  expect(damage.lacksItems(nodeOf(root, 'Vm', 'A'))).toBe(false);
});

test('where something was cut out, its owner may lack it', () => {
  const { root, damage } = read(
    'service S : duplication {\n  active: A\n  @@ B\n}\nservice T : standalone { member: A }',
  );
  expect(damage.lacksItems(nodeOf(root, 'Service', 'S'))).toBe(true);
  expect(damage.isLost('B')).toBe(true);
  expect(damage.isLost('A')).toBe(false);
  expect(damage.lacksItems(nodeOf(root, 'Service', 'T'))).toBe(false);
  expect(damage.lacksItems(root)).toBe(false);
});

test('a body without an end may have lost, or swallowed, anything', () => {
  const { root, damage } = read('site A {\n  vm V on H {\n    vcpu: 1\n\n  vm W on H\n}');
  expect(damage.isDamaged(nodeOf(root, 'Vm', 'V'))).toBe(true);
  expect(damage.lacksItems(nodeOf(root, 'Vm', 'V'))).toBe(true);
  expect(damage.isDamaged(nodeOf(root, 'Vm', 'W'))).toBe(false);
});

test('lines without their opening line stand in a nameless statement', () => {
  const { root, damage } = read('host H\n\n  product: acme.pbx\n  active: A\n}\n');
  const service = nodeOf(root, 'Service') as AstNode & { name?: string };
  expect(service.name).toBeUndefined();
  expect(damage.isDamaged(service)).toBe(true);
  expect(damage.lacksItems(service)).toBe(true);
});

test('what is missing is absent from the tree, and every place in it is right', () => {
  const text = 'vm on Host1 {\n  nic eth0 ->\n  vcpu: 2\n}\nhost Host1';
  const { root } = read(text);
  expect((nodeOf(root, 'Vm') as { name?: string }).name).toBeUndefined();
  expect((nodeOf(root, 'Nic') as { target?: AstNode }).target).toBeUndefined();
  for (const node of AstUtils.streamAst(root)) {
    const cst = node.$cstNode;
    expect(cst, node.$type).toBeDefined();
    expect(cst?.text).toBe(text.slice(cst?.offset, cst?.end));
  }
});

test('words that are read as names are names in the tree', () => {
  const { root } = read('expect service active on vc2 within 5 min\nhost H');
  const segment = (nodeOf(root, 'Path') as unknown as { segments: { $refText: string }[] }).segments[0];
  expect(segment?.$refText).toBe('service');
});

test('an intact text has no damage', () => {
  const { root, damage } = read('host H');
  expect(damage.flaws).toEqual([]);
  expect(damage.isDamaged(nodeOf(root, 'Host'))).toBe(false);
  expect(damage.lacksItems(root)).toBe(false);
});

test('the findings of what is intact stay', async () => {
  const text =
    'site A {\n  network lan\n  host H {\n    nic a ->\n  }\n}\nvm V on Nowhere\nvm W on H { nic b -> lost }\n';
  const codes = (await findings(text)).map(({ code, start, end }) => `${code} ${text.slice(start, end)}`);
  expect(codes).toContain('hatopo/syntax ->');
  expect(codes).toContain('hatopo/unresolved-name Nowhere');
  expect(codes).toContain('hatopo/unresolved-name lost');
});
