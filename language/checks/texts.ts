/** Texts between quotes: titles, addresses, subnets. */
import type { AstNode } from 'langium';
import type { TextProperty } from '../generated/ast.ts';
import type { Check, Context } from './check.ts';
import { code } from './words.ts';

const message = {
  empty: (p: { what: string }) => `${p.what} is empty.`,
  address: (p: { key: string; text: string }) =>
    `${code(p.key)} takes an IP address, such as ${code('"10.0.0.50"')}; ${code(`"${p.text}"`)} is none.`,
  subnet: (p: { key: string; text: string }) =>
    `${code(p.key)} takes a subnet, such as ${code('"10.1.0.0/16"')}; ${code(`"${p.text}"`)} is none.`,
};

export const texts: Check = {
  TopologyTitle: (node, context) => titled(node, node.title, 'The title of the topology', context),
  Scenario: (node, context) => titled(node, node.title, 'The title of the scenario', context),
  Objective: (node, context) => titled(node, node.title, 'The title of the objective', context),
  AuthorRule: (node, { report }) => {
    if (node.message !== undefined && node.message.trim() === '') {
      report({
        code: 'hatopo/empty-text',
        message: message.empty({ what: 'The message of the rule' }),
        place: { node, feature: 'message' },
      });
    }
  },
  TextProperty: (property, { report }) => {
    const text = flawOf(property);
    if (text) report({ code: 'hatopo/not-an-address', message: text, place: { node: property, feature: 'value' } });
  },
};

function titled(node: AstNode, title: string | undefined, what: string, { report }: Context): void {
  if (title === undefined || title.trim() !== '') return;
  report({ code: 'hatopo/empty-text', message: message.empty({ what }), place: { node, feature: 'title' } });
}

function flawOf({ key, value }: TextProperty): string | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (key === 'address') return isAddress(text) ? undefined : message.address({ key, text });
  if (key !== 'subnet') return undefined;
  const [address = '', bits] = text.split('/');
  const most = address.includes(':') ? 128 : 32;
  const sound = isAddress(address) && bits !== undefined && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
  return sound ? undefined : message.subnet({ key, text });
}

function isAddress(text: string): boolean {
  return text.includes(':') ? isVersion6(text) : isVersion4(text);
}

function isVersion4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
}

/** Groups of hexadecimal digits, `::` once in place of zeros; the last may be written as version 4. */
function isVersion6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const mapped = last.includes('.');
  if (mapped && !isVersion4(last)) return false;
  const plain = mapped ? groups.slice(0, -1) : groups;
  if (!plain.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  const count = plain.length + (mapped ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}
