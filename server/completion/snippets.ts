// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are snippets of the protocol
/** What is inserted for a statement or property: with tab stops where the editor knows them, else its beginning. */
import {
  type ModeEntry,
  modes,
  type PropertyEntry,
  type PropertyUse,
  type StatementId,
} from '../../language/vocabulary/index.ts';

/** Statements with their tab stops. `\t` is one level of indentation. */
const statements: Partial<Record<StatementId, string>> = {
  topology: 'topology "${1:Title}"',
  import: 'import "./${1:file}.hatopo"',
  site: 'site ${1:Name} {\n\t$0\n}',
  rack: 'rack ${1:Name}',
  circuit: 'circuit ${1:Name}',
  switch: 'switch ${1:Name}',
  network: 'network ${1:Name}',
  link: 'link ${1:Name} between ${2:A}, ${3:B} { latency: ${4:60} ms }',
  storage: 'storage ${1:Name} { kind: ${2|san,nas,vsan,local|} }',
  cluster: 'cluster ${1:Name} {\n\tha\n\t$0\n}',
  host: 'host ${1:Name} {\n\tcpu: ${2:16}\n\tmemory: ${3:128} GB\n\t$0\n}',
  server: 'server ${1:Name} {\n\tnic ${2:lan0} -> $3\n\t$0\n}',
  vm: 'vm ${1:Name} on ${2:Host} {\n\tvcpu: ${3:2}\n\tmemory: ${4:8} GB\n\t$0\n}',
  nic: 'nic ${1:vmnic0} -> $0',
  'virtual nic': 'nic ${1:eth0} -> ${2} via $0',
  template: 'template ${1:Name} {\n\t$0\n}',
  ha: 'ha',
  drs: 'drs { mode: ${1|fully-automated,partially-automated,manual|} }',
  keep: 'keep apart ${1:A}, ${2:B}',
  ft: 'ft { secondary: $0 }',
  service: 'service ${1:Name} : ${2|MODES|} {\n\t$0\n}',
  resource: 'resource ${1:name} : ${2|ip-address,network-name,generic-service,physical-disk,file-share|} { $0 }',
  synchronize: 'synchronize { items: ${1:config} }',
  settings: 'settings { $0 }',
  limits: 'limits { $0 }',
  'failover-cluster': 'failover-cluster ${1:Name} {\n\tnodes: $2\n\tnetworks: $3\n\tquorum: ${4:majority}\n}',
  endpoint:
    'endpoint ${1:Name} : ${2|h323,sip,media-gateway,agent|} {\n\ton: $3\n\tregisters: $4\n\tcount: ${5:100}\n}',
  product: 'product ${1:vendor.name} {\n\ttitle: "${2:Title}"\n\tmodes: $0\n}',
  scenario:
    'scenario "${1:Title}" {\n\tat ${2:0} s fail $3\n\texpect $4 ${5|up,active,protected,in-service,down|} within ${6:5} min\n\t$0\n}',
  at: 'at ${1:0} s $0',
  expect: 'expect $0',
  objective:
    'objective "${1:Title}" {\n\tany ${2|host,switch,storage,network,site|} fails: $3 ${4|up,protected,active,in-service|} within ${5:5} min\n}',
  rule: 'rule ${1:name} ${2|warning,error,info|} "${3:{$4\\} …}" {\n\tall ${4:h} in ${5|hosts,vms,servers,services,networks,storages,clusters|}: $4.$0\n}',
};

export function statementSnippet(id: StatementId): string | undefined {
  return statements[id]?.replace('MODES', modes.map(({ mode }) => mode).join(','));
}

/** A service of one mode with what that mode cannot do without. */
export function serviceSnippet(entry: ModeEntry): string {
  return `service \${1:Name} : ${modeSnippet(entry, 2)}`;
}

/** A mode with the body of its service: what that mode cannot do without. @param first the number of its first tab stop */
export function modeSnippet({ mode, properties }: ModeEntry, first = 1): string {
  const required = properties
    .filter((use) => use.required)
    .map(({ property }, index) => `\t${property.key}: $${index + first}\n`);
  return `${mode} {\n${required.join('')}\t$0\n}`;
}

/** `memory: ${1:8} GB`: the example of the reference, with what is to be replaced marked. */
export function propertySnippet(property: PropertyEntry): string {
  const { key, value, form } = property;
  const example = form.slice(form.indexOf(':') + 1).trim();
  switch (value.is) {
    case 'flag':
      return key;
    case 'words':
      return value.open || value.list
        ? `${key}: $0`
        : `${key}: \${1|${value.words.map(({ word }) => word).join(',')}|}`;
    case 'quantity': {
      const [, number = example, unit = ''] = /^([\d.]+)(\s*\S+)$/.exec(example) ?? [];
      return `${key}: \${1:${number}}${unit}`;
    }
    case 'number':
      return `${key}: \${1:${example}}`;
    case 'text':
      return `${key}: "\${1:${escaped(example.replace(/^"|"$/g, ''))}}"`;
    case 'version':
      return `${key}: \${1:${escaped(example)}}`;
    default:
      return `${key}: $0`;
  }
}

function escaped(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** The beginning of a statement for editors without snippets. */
export function plainStatement(keyword: string, hasMore: boolean): string {
  return hasMore ? `${keyword} ` : keyword;
}

/** Properties that a body lacks and cannot do without, first. */
export function byNeed(uses: readonly PropertyUse[]): readonly PropertyUse[] {
  return [...uses.filter((use) => use.required), ...uses.filter((use) => !use.required)];
}
