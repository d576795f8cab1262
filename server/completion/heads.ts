/** What stands between a statement's keyword and its body. */
import {
  adapterUses,
  endpointKinds,
  keepLevels,
  modes,
  resourceTypes,
  severities,
  statement,
  strengths,
  type WordEntry,
} from '../../language/vocabulary/index.ts';
import type { Cursor } from './cursor.ts';
import { readPath, readPaths, textsOf } from './paths.ts';
import { readAt, readExpect } from './scenarios.ts';
import { joint, readWords } from './words.ts';

const modeWords: readonly WordEntry[] = modes.map((entry) => ({ word: entry.mode, summary: `${entry.summary}.` }));

/** Reads on behind the keyword, up to the body or the end of the statement. */
export function readHead(cursor: Cursor, keyword: string): void {
  switch (keyword) {
    case 'import':
      cursor.demand({ is: 'file' });
      cursor.takeKind('STRING');
      break;
    case 'topology':
    case 'scenario':
    case 'objective':
      readTitle(cursor);
      break;
    case 'ha':
    case 'drs':
    case 'ft':
    case 'synchronize':
    case 'settings':
    case 'limits':
      break;
    case 'host':
    case 'server':
      readName(cursor);
      readTemplate(cursor, keyword);
      break;
    case 'vm':
      readName(cursor);
      cursor.allow(joint('vm', 'on'));
      if (cursor.take('on')) readPath(cursor, ['host'], { colonMayFollow: true });
      readTemplate(cursor, 'vm');
      break;
    case 'link':
      readName(cursor);
      cursor.demand(joint('link', 'between'));
      if (cursor.take('between')) readPaths(cursor, ['network', 'switch']);
      break;
    case 'nic':
      readNic(cursor);
      break;
    case 'service':
      readKind(cursor, modeWords, 'a redundancy mode');
      break;
    case 'resource':
      readKind(cursor, resourceTypes, 'a type of resource');
      break;
    case 'endpoint':
      readKind(cursor, endpointKinds, 'a kind of endpoint');
      break;
    case 'product':
      readName(cursor);
      while (cursor.take('.')) readName(cursor);
      break;
    case 'keep':
      readKeep(cursor);
      break;
    case 'at':
      readAt(cursor);
      break;
    case 'expect':
      readExpect(cursor);
      break;
    case 'rule':
      readName(cursor);
      readWords(cursor, severities, 'a severity');
      readTitle(cursor);
      break;
    default:
      readName(cursor);
  }
}

function readName(cursor: Cursor): void {
  cursor.demand({ is: 'name' });
  cursor.takeName();
}

function readTitle(cursor: Cursor): void {
  cursor.demand({ is: 'name' });
  cursor.takeKind('STRING');
}

function readTemplate(cursor: Cursor, taker: 'host' | 'server' | 'vm'): void {
  if (cursor.take(':')) readPath(cursor, ['template'], { narrowing: { to: 'templates for', taker } });
}

function readKind(cursor: Cursor, words: readonly WordEntry[], what: string): void {
  readName(cursor);
  cursor.demand({ is: 'sign', sign: ':', summary: `Behind it stands ${what}.` });
  if (!cursor.take(':')) return;
  cursor.demand({ is: 'words', words, what }, ...(words === modeWords ? [{ is: 'mode with body' } as const] : []));
  cursor.takeWord();
}

function readNic(cursor: Cursor): void {
  readName(cursor);
  cursor.demand({ is: 'sign', sign: '->', summary: 'Behind it stands the network or the switch that it leads to.' });
  if (!cursor.take('->')) return;
  const virtual = cursor.frame.id === 'vm';
  const either = cursor.frame.id === 'template';
  const network = readPath(cursor, virtual ? ['network'] : ['network', 'switch'], {
    narrowing: { to: 'site of machine' },
  });
  if (virtual || either) cursor.allow(joint('nic', 'via'));
  if (!virtual) cursor.allow(joint('nic', 'for'));
  if (cursor.take('via')) readAdapters(cursor, textsOf(network));
  if (cursor.take('for')) readWords(cursor, adapterUses, statement('nic').summary, true);
}

function readAdapters(cursor: Cursor, target: readonly string[]): void {
  const taken: string[] = [];
  do {
    cursor.demand({ is: 'adapter', target, taken: [...taken] });
    const adapter = cursor.takeWord();
    if (!adapter) return;
    taken.push(adapter.text);
  } while (cursor.take(','));
}

const ownCluster = { to: 'own cluster' } as const;

function readKeep(cursor: Cursor): void {
  cursor.demand(
    { is: 'reference', kinds: ['vm'], qualifier: [], taken: [], narrowing: ownCluster },
    joint('keep', 'apart'),
    joint('keep', 'together'),
  );
  if (cursor.take('apart')) {
    readPaths(cursor, ['vm'], ownCluster);
    cursor.allow(joint('keep', 'across'));
    if (cursor.take('across')) readWords(cursor, keepLevels, 'which places count', true);
  } else if (cursor.take('together')) {
    readPaths(cursor, ['vm'], ownCluster);
  } else {
    readPaths(cursor, ['vm'], ownCluster);
    cursor.demand(joint('keep', 'on'));
    if (!cursor.take('on')) return;
    readPaths(cursor, ['host'], ownCluster);
    cursor.demand({ is: 'words', words: strengths, what: 'how strictly' });
    cursor.takeWord();
  }
}
