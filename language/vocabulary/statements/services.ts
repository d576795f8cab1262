/** Services, failover clusters, clients and products. */
import {
  assumed,
  count,
  documented,
  flag,
  form,
  list,
  one,
  optional,
  property,
  required,
  statement,
  text,
  time,
  unless,
  version,
  words,
} from '../define.ts';
import type { StatementEntry } from '../entry.ts';
import { preserves, serviceProperties } from '../modes.ts';
import { onOff, resourceMonitors, synchronizedItems, synchronizers } from '../words.ts';

export const serviceStatements: readonly StatementEntry[] = [
  statement('service', {
    type: 'Service',
    title: 'a service',
    form: 'service NAME : MODE { product: P  … }',
    summary: 'What users need, and how it is made redundant',
    details:
      'The mode says which members it takes and what happens when one is lost. A service can be a member of another service.',
    standsIn: ['file', 'site'],
    properties: serviceProperties,
  }),
  statement('resource', {
    type: 'Resource',
    title: 'a resource',
    form: 'resource NAME : TYPE { after: OTHER }',
    summary: 'A resource of a failover group, reached as `Group.resource`',
    details: 'In a product it states the timings of the resource of that name in any group that runs the product.',
    standsIn: ['failover-group', 'product'],
    properties: optional(
      property('address: "10.0.0.50"', text, 'The IP address', { of: ['ip-address'] }),
      property('after: x, y', list('resource'), 'All of these must be online before it', {
        details: '`after any: x, y`: one of them is enough. Both may be written.',
      }),
      property('start: 120 s', time, 'Until it is online', {
        default: assumed(
          '10 s',
          'assumption: 2 s for an address or a name, 10 s for a service; the product’s `start` replaces it',
        ),
      }),
      property('stop: 5 s', time, 'Until it is offline', { default: assumed('0 s') }),
      property('use-network-name', flag, 'The service sees the network name of the group as its computer’s name', {
        of: ['generic-service'],
      }),
      property('registry-key: "HKLM\\\\…"', text, 'The registry key that follows it to the other node', {
        of: ['generic-service'],
      }),
      property('name: "VC01"', text, 'The name that a network name registers', { of: ['network-name'] }),
      property('dns-name: "vc01.example.com"', text, 'The name under which DNS has the group', {
        of: ['network-name'],
      }),
      property('netbios: on', words(onOff), 'Whether an IP address answers NetBIOS', { of: ['ip-address'] }),
      property('service-name: "vpxd"', text, 'The Windows service that a generic service runs', {
        of: ['generic-service'],
      }),
      property('start-parameters: ""', text, 'The parameters with which it is started', { of: ['generic-service'] }),
      property('resource-monitor: separate', words(resourceMonitors), 'The process that watches it'),
      property('owners: a, b', list('server', 'vm'), 'The nodes that may own it', {
        default: unless('those of its group'),
      }),
    ),
  }),
  statement('synchronize', {
    type: 'SynchronizeBlock',
    title: 'a `synchronize` block',
    form: 'synchronize { items: config, ssl  by: dfs }',
    summary: 'What is kept equal on all nodes, and how',
    details: 'An item that the list lacks is what the other node lacks after a failover.',
    standsIn: ['failover-group'],
    once: true,
    properties: [
      required(property('items: config, ssl', words(synchronizedItems, { list: true }), 'What is kept equal')),
      ...optional(
        property('by: dfs', words(synchronizers), 'How'),
        property('script: a, b', list('server', 'vm'), 'The nodes that hold the script which copies'),
      ),
    ],
  }),
  statement('settings', {
    type: 'SettingsBlock',
    title: 'a `settings` block',
    form: 'settings { KEY: value }',
    summary: 'Settings of the product; in a product, the keys that it declares with their values',
    details:
      'A product says which words may be chosen (`codec: g711 | opus`); where it shows a number or a text, any may be written.',
    standsIn: ['service', 'product'],
    once: true,
    properties: [],
  }),
  statement('failover-cluster', {
    type: 'FailoverCluster',
    title: 'a failover cluster',
    form: 'failover-cluster NAME { nodes: a, b  networks: n  quorum: majority with witness W }',
    summary: 'A Windows failover cluster (MSCS, WSFC)',
    details: 'A side of it that has no quorum stops its groups.',
    standsIn: ['file', 'site'],
    properties: [
      required(property('nodes: a, b', list('server', 'vm'), 'Its nodes')),
      ...optional(
        property('networks: A, B', list('network'), 'The networks over which the nodes hear each other'),
        property('quorum: majority', form, 'What decides which side goes on', {
          details: '`disk D`, `majority`, or `majority with witness W`.',
        }),
        property('dynamic-quorum: on', words(onOff), 'Whether votes follow the nodes that live', {
          default: documented(
            'on',
            'Microsoft, clusters-dynamicquorum: on from version 2012; before, and where no version is stated, off',
          ),
        }),
        property('version: 2003', version, 'The version of Windows Server', {
          usual: ['2022', '2019', '2016', '2012', '2008'],
        }),
        property('detect: 5 s', time, 'Silence on every cluster network until a node counts as lost', {
          details: '10 s from version 2016.',
          default: documented('5 s', 'TechNet dd197562 (2008 to 2012 R2)'),
        }),
      ),
    ],
  }),
  statement('endpoint', {
    type: 'Endpoint',
    title: 'an endpoint',
    form: 'endpoint NAME : KIND { on: NETWORK  registers: SERVICE  count: 100 }',
    summary: 'Clients: phones, gateways, agents',
    details:
      'In service while one service that they register with (or, after its timer, the alternate) serves and can be reached from their network.',
    standsIn: ['file', 'site'],
    properties: [
      required(property('on: NETWORK', one('network'), 'The network that they stand on')),
      required(property('registers: SERVICE, …', list('service', 'vm', 'server'), 'What they register with')),
      ...optional(
        property('alternate: SERVICE, …', list('service', 'vm', 'server'), 'What they turn to when that is lost'),
        property('subscribes: SERVICE, …', list('service', 'vm', 'server'), 'Services whose features they use'),
        property('count: 100', count('clients', 1), 'How many they are', { default: unless('1') }),
      ),
    ],
  }),
  statement('product', {
    type: 'Product',
    title: 'a product',
    form: 'product VENDOR.NAME { title: "…"  modes: duplication  takeover: 200 ms source "…" }',
    summary: 'A product: the modes that it allows, its timings, limits and settings',
    details:
      'A timing may state the range that its document gives (`300 s from 180 s to 900 s`) and where it is from (`source "…"`), or that it is an assumption (`assumed "…"`).',
    standsIn: ['file'],
    properties: [],
  }),
  statement('limits', {
    type: 'LimitsBlock',
    title: 'a `limits` block',
    form: 'limits { members: 28  latency: 60 ms }',
    summary: 'Limits that the product documents',
    standsIn: ['product'],
    once: true,
    properties: [],
  }),
];

/** What a product takes besides the timings, which are those of all services, machines and clusters. */
export const productProperties = optional(property('title: "TITLE"', text, 'Its name for people'), preserves);
