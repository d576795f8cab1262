/** What kind of thing a reference is meant to name: it settles which of several equal names is taken. */
import type { AstNode } from 'langium';
import type * as ast from '../generated/ast.ts';
import type { Declaration, KindWord, Path } from '../generated/ast.ts';

export type DeclarationType = Declaration['$type'];

const metal: readonly DeclarationType[] = ['Host', 'Server'];
const machines: readonly DeclarationType[] = ['Vm', 'Server'];
const members: readonly DeclarationType[] = ['Vm', 'Server', 'Service'];
const places: readonly DeclarationType[] = ['Host', 'Vm', 'Server', 'Service', 'Site', 'Cluster', 'Rack'];
const injectable: readonly DeclarationType[] = [
  'Site',
  'Rack',
  'Circuit',
  'Switch',
  'Network',
  'Link',
  'Storage',
  'Cluster',
  'Host',
  'Server',
  'Vm',
  'Nic',
  'FailoverCluster',
];
const anything: readonly DeclarationType[] = [...injectable, 'Service', 'Resource', 'Endpoint'];

/** Types that a property's references are meant to have; where it depends on the statement, by the statement's type. */
const byProperty: Record<ast.ReferencePropertyName, readonly DeclarationType[]> = {
  rack: ['Rack'],
  circuits: ['Circuit'],
  switches: ['Switch'],
  networks: ['Network'],
  storage: ['Storage'],
  vcenter: machines,
  disk: ['Storage'],
  licensed: ['Host', 'Server', 'Vm'],
  'heartbeat-datastores': ['Storage'],
  primary: members,
  secondary: members,
  backup: members,
  active: members,
  standby: members,
  link: ['Network', 'Link'],
  member: members,
  members,
  main: members,
  survivable: members,
  cluster: ['FailoverCluster'],
  owners: machines,
  preferred: machines,
  on: machines,
  needs: ['Service'],
  nodes: machines,
  registers: ['Service', 'Vm', 'Server'],
  alternate: ['Service', 'Vm', 'Server'],
  subscribes: ['Service', 'Vm', 'Server'],
  spares: members,
};

const byStatement: Partial<Record<string, Partial<Record<ast.ReferencePropertyName, readonly DeclarationType[]>>>> = {
  HaBlock: { primary: ['Host'] },
  FtBlock: { secondary: ['Host'] },
  Endpoint: { on: ['Network'] },
};

const byVerb: Record<ast.SimpleInjection['verb'] | ast.SplitInjection['verb'], readonly DeclarationType[]> = {
  fail: injectable,
  restore: anything,
  crash: ['Vm', 'Server'],
  fault: ['Vm', 'Server', 'Service', 'Resource'],
  isolate: ['Host'],
  reboot: metal,
  maintenance: ['Host'],
  activate: members,
  partition: ['Site', 'Host', 'Server', 'Vm'],
  heal: ['Site', 'Host', 'Server', 'Vm'],
};

const kindTypes: Record<KindWord, DeclarationType> = {
  site: 'Site',
  rack: 'Rack',
  circuit: 'Circuit',
  switch: 'Switch',
  network: 'Network',
  link: 'Link',
  storage: 'Storage',
  cluster: 'Cluster',
  host: 'Host',
  server: 'Server',
  vm: 'Vm',
  nic: 'Nic',
  service: 'Service',
  'failover-cluster': 'FailoverCluster',
  resource: 'Resource',
  endpoint: 'Endpoint',
};

/** The type that a kind word names: `network` → `Network`. */
export function typeOfKind(kind: KindWord): DeclarationType | undefined {
  return kindTypes[kind];
}

/** The types that what a path names is meant to have, the likeliest first. Empty: anything. */
export function expectedTypes(path: Path): readonly DeclarationType[] {
  const holder: AstNode | undefined = path.$container;
  if (!holder) return [];
  switch (holder.$type) {
    case 'ReferenceProperty': {
      const property = holder as ast.ReferenceProperty;
      return byStatement[property.$container?.$type ?? '']?.[property.key] ?? byProperty[property.key] ?? [];
    }
    case 'AfterProperty':
      return ['Resource'];
    case 'Nic':
      return ['Network', 'Switch'];
    case 'Link':
      return ['Switch', 'Network'];
    case 'Vm':
    case 'Host':
    case 'Server':
      return path.$containerProperty === 'host' ? ['Host'] : ['Template'];
    case 'KeepRule':
      return path.$containerProperty === 'hosts' ? ['Host'] : ['Vm'];
    case 'AdmissionProperty':
      return ['Host'];
    case 'QuorumProperty':
      return path.$containerProperty === 'disk' ? ['Storage'] : ['Server', 'Vm'];
    case 'Target':
      return ofTarget(holder as ast.Target);
    default:
      return [];
  }
}

function ofTarget(target: ast.Target): readonly DeclarationType[] {
  const type = target.kind && typeOfKind(target.kind);
  if (type) return [type];
  const statement = target.$container as AstNode | undefined;
  const role = target.$containerProperty;
  switch (statement?.$type) {
    case 'SimpleInjection':
      return role === 'hosts' ? metal : (byVerb[(statement as ast.SimpleInjection).verb] ?? anything);
    case 'SplitInjection':
      return byVerb[(statement as ast.SplitInjection).verb] ?? anything;
    case 'MoveInjection': {
      const move = (statement as ast.MoveInjection).verb === 'move';
      return role === 'subject' ? (move ? ['Service'] : ['Vm']) : move ? machines : ['Host'];
    }
    case 'Expect':
      return role === 'place' ? places : ofSubject((statement as ast.Expect).state, (statement as ast.Expect).outage);
    default:
      return anything;
  }
}

/** States that one kind alone has say which of two equal names is meant. */
function ofSubject(state: string | undefined, outage: boolean): readonly DeclarationType[] {
  if (state === 'quorate') return ['FailoverCluster'];
  if (state === 'in-service' || state === 'out-of-service') return ['Endpoint'];
  if (outage) return ['Service', ...machines, 'Endpoint'];
  return ['Service', 'Vm', 'Server', 'Host', 'Endpoint', 'FailoverCluster', ...injectable, 'Resource'];
}
