/** What follows the colon of a property. */
import {
  admissionPolicies,
  type BodyId,
  type PropertyEntry,
  quorumKinds,
  type UnitClass,
  unitMeant,
} from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import type { Expected, Narrowing } from './expected.ts';
import { wordAfterColon } from './head-words.ts';
import { readPath, readPaths } from './paths.ts';
import { joint, readWords } from './words.ts';

export function readValue(cursor: Cursor, property: PropertyEntry): void {
  const { key, value } = property;
  const offered: Expected = { is: 'value', property, frame: cursor.frame };
  switch (value.is) {
    case 'reference':
      if (value.kinds.includes('product')) readProduct(cursor);
      else if (value.list) readPaths(cursor, value.kinds, narrowingOf(cursor.frame.id, key), key);
      else readPath(cursor, value.kinds, { narrowing: narrowingOf(cursor.frame.id, key), key });
      break;
    case 'quantity':
      readMeasure(cursor, value.unit, offered);
      if (cursor.frame.id === 'product') readOrigin(cursor, value.unit);
      break;
    case 'number':
      cursor.demand(offered);
      cursor.takeKind('NUMBER', 'QUANTITY');
      break;
    case 'words':
      readWords(cursor, value.words, `a value of \`${key}\``, value.list);
      break;
    case 'text':
      cursor.demand(offered);
      cursor.takeKind('STRING');
      break;
    case 'version':
      cursor.demand(offered);
      cursor.takeKind('STRING', 'NUMBER', 'VERSION');
      break;
    case 'form':
      if (key === 'admission') readAdmission(cursor);
      else if (key === 'quorum') readQuorum(cursor);
      break;
    case 'flag':
      break;
  }
}

function narrowingOf(body: BodyId, key: string): Narrowing {
  if (body === 'ft' && key === 'secondary') return { to: 'other hosts' };
  if (body === 'ha' && key === 'primary') return { to: 'own cluster' };
  if (groupKeys.has(key) && ofGroups.has(body))
    return { to: 'nodes', owning: !(body === 'failover-group' && key === 'owners') };
  return { to: 'other members' };
}

/** What names nodes of the cluster that runs a failover group. */
const ofGroups: ReadonlySet<BodyId> = new Set<BodyId>(['failover-group', 'resource', 'synchronize']);
const groupKeys: ReadonlySet<string> = new Set(['owners', 'preferred', 'on', 'script']);

/** A quantity, or a number whose unit is still to come. `offered`: what may stand there, as far as it can be told. */
export function readMeasure(cursor: Cursor, unit: UnitClass, offered: Expected = { is: 'name' }): void {
  cursor.demand(offered);
  if (cursor.takeKind('QUANTITY')) return;
  if (!cursor.takeKind('NUMBER', 'VERSION')) return;
  cursor.demand({ is: 'unit', unit });
  const word = cursor.peek();
  if (word?.word && !cursor.beginsItem() && unitMeant(word.text)) cursor.next();
}

/** The range that a product's document gives, and the document. */
function readOrigin(cursor: Cursor, unit: UnitClass): void {
  cursor.allow(joint('product', 'from', 'source', 'assumed'));
  if (cursor.take('from')) {
    readMeasure(cursor, unit);
    cursor.demand(joint('product', 'to'));
    if (cursor.take('to')) readMeasure(cursor, unit);
    cursor.allow(joint('product', 'source', 'assumed'));
  }
  if (cursor.take('source') || cursor.take('assumed')) {
    cursor.demand({ is: 'name' });
    cursor.takeKind('STRING');
  }
}

function readProduct(cursor: Cursor): void {
  const mode = wordAfterColon(cursor.frame.head);
  let typed = '';
  let start: number | undefined;
  do {
    cursor.demand({ is: 'product', mode, typed, ...(start !== undefined && { start }) });
    const word = cursor.takeWord();
    if (!word) return;
    start ??= word.start;
    typed += `${word.text}.`;
  } while (cursor.take('.'));
}

function readAdmission(cursor: Cursor): void {
  cursor.demand({ is: 'words', words: admissionPolicies, what: 'admission control' });
  if (cursor.take('tolerate')) {
    cursor.demand({
      is: 'amount',
      amounts: ['1 host', '2 hosts'],
      what: 'Hosts whose loss is tolerated',
      help: 'Room is kept free for the VMs of as many hosts as stand here.',
    });
    cursor.takeKind('NUMBER');
    cursor.allow(joint('admission', 'host', 'hosts'));
    if (!cursor.take('host')) cursor.take('hosts');
  } else if (cursor.take('reserve')) {
    readMeasure(cursor, 'share', {
      is: 'amount',
      amounts: ['25 %', '33 %', '50 %'],
      what: 'Share of the capacity that is kept free',
      help: 'One host of four is 25 %, of three 33 %, of two 50 %.',
    });
  } else if (cursor.take('dedicated')) readPaths(cursor, ['host'], { to: 'own cluster' });
  else cursor.take('off');
}

function readQuorum(cursor: Cursor): void {
  cursor.demand({ is: 'words', words: quorumKinds, what: 'what decides' });
  if (cursor.take('disk')) readPath(cursor, ['storage']);
  else if (cursor.take('majority')) {
    cursor.allow(joint('quorum', 'with'));
    if (!cursor.take('with')) return;
    cursor.demand(joint('quorum', 'witness'));
    if (cursor.take('witness')) readPath(cursor, ['server', 'vm'], { narrowing: { to: 'witness' } });
  }
}
