// Looking up the table from a tree.
import { AstUtils } from 'langium';
import { expect, test } from 'vitest';
import { isReferenceProperty, isService } from '../../../language/generated/ast.ts';
import { loadText } from '../../../language/load.ts';
import { bodyOf, itemsAllowedIn, propertyIn, vocabularyOf } from '../../../language/vocabulary/index.ts';

const text = `
cluster C { ha { primary: Host1 }  host Host1  host Host2 }
vm A on Host1 { nic eth0 -> lan  ft { secondary: Host2 } }
vm B on Host2
network lan
host Host3 { nic n0 -> lan }
service S : switchover { primary: A  backup: B }
service G : geo-redundant { primary: A  secondary: B }
service D : duplication { standby: B }
service U : unheard-of { primary: A }
failover-cluster F { nodes: A, B }
service R : failover-group { cluster: F }
`;
const nodes = AstUtils.streamAst((await loadText(text)).document.parseResult.value).toArray();

test('one word means what its body makes of it', () => {
  const summaries = nodes
    .filter(isReferenceProperty)
    .filter(({ key }) => key === 'primary' || key === 'secondary')
    .map((property) => `${property.$container.$type}: ${vocabularyOf(property)?.summary}`);
  expect(summaries).toEqual([
    'HaBlock: The HA primary at the start',
    'FtBlock: The host of the secondary copy at the start',
    'Service: The member that serves at the start',
    'Service: The member that serves at the start',
    'Service: The copy at the other site',
    'Service: The member that serves at the start',
  ]);
});

test('an adapter is virtual in a VM', () => {
  const forms = nodes.filter(({ $type }) => $type === 'Nic').map((nic) => vocabularyOf(nic)?.form);
  expect(forms).toEqual(['nic NAME -> NETWORK via ADAPTER, …', 'nic NAME -> NETWORK for USE, … { speed: 10 Gbps }']);
});

test('a service takes what its mode takes, any mode’s while that is unknown', () => {
  const bodies = nodes.filter(isService).map((service) => bodyOf(service)?.id);
  expect(bodies).toEqual(['switchover', 'geo-redundant', 'duplication', 'service', 'failover-group']);
  const [switchover, , duplication, unknown, group] = nodes.filter(isService);
  if (!switchover || !duplication || !unknown || !group) throw new Error('five services are read');
  expect(propertyIn(switchover, 'standby')).toBeUndefined();
  expect(propertyIn(duplication, 'standby')?.value).toMatchObject({ is: 'reference', list: false });
  expect(propertyIn(unknown, 'standby')).toBeDefined();
  const keywords = (service: typeof group) => itemsAllowedIn(service).statements.map(({ keyword }) => keyword);
  expect(keywords(group)).toEqual(['resource', 'synchronize', 'settings']);
  expect(keywords(duplication)).toEqual(['settings']);
});

test('what has no body takes nothing', () => {
  const path = nodes.find(({ $type }) => $type === 'Path');
  expect(path && vocabularyOf(path)).toBeUndefined();
  expect(path && itemsAllowedIn(path)).toEqual({ properties: [], statements: [] });
});
