/** Components: what can fail. */
import {
  count,
  flag,
  list,
  one,
  optional,
  property,
  rate,
  share,
  statement,
  text,
  time,
  unless,
  words,
} from '../define.ts';
import type { StatementEntry } from '../entry.ts';
import { encryptions, storageKinds } from '../words.ts';

/** What stands in a rack and on power circuits. */
export const placing = optional(
  property('rack: R', one('rack'), 'The rack it stands in: it is down while the rack is'),
  property('circuits: A, B', list('circuit'), 'The power circuits that feed it: it is down while all of them are', {
    default: unless('those of its rack'),
  }),
);

const encryption = property('encryption: aes', words(encryptions), 'How what it carries is encrypted');

export const componentStatements: readonly StatementEntry[] = [
  statement('site', {
    type: 'Site',
    title: 'a site',
    form: 'site NAME { … }',
    summary: 'A location: it fails as a whole',
    details:
      'Holds components, machines, services and templates. Names are unique in their site; from outside they are reached as `Site.Name` where `Name` alone is ambiguous.',
    standsIn: ['file'],
    properties: [],
  }),
  statement('rack', {
    type: 'Rack',
    title: 'a rack',
    form: 'rack NAME { circuits: A, B }',
    summary: 'Shared fate: what stands in a failed rack is down',
    details: 'The circuits of a rack feed everything in it that names none.',
    standsIn: ['file', 'site'],
    properties: optional(property('circuits: A, B', list('circuit'), 'The power circuits that feed the rack')),
  }),
  statement('circuit', {
    type: 'Circuit',
    title: 'a circuit',
    form: 'circuit NAME',
    summary: 'A power circuit: what has all its circuits failed is down',
    standsIn: ['file', 'site'],
    properties: [],
  }),
  statement('switch', {
    type: 'Switch',
    title: 'a switch',
    form: 'switch NAME { rack: R }',
    summary: 'A physical switch: a NIC that is cabled to it loses its link with it',
    details: 'A NIC that is cabled to a switch carries every network that lists the switch.',
    standsIn: ['file', 'site'],
    properties: placing,
  }),
  statement('network', {
    type: 'Network',
    title: 'a network',
    form: 'network NAME { vlan: 102  dedicated }',
    summary: 'A segment: a VLAN, a port group',
    details:
      'Alone it fails as a unit. With `switches: w1, w2` it lives while a path over its switches lives. Different networks are joined only by a `link`.',
    standsIn: ['file', 'site'],
    properties: optional(
      property('vlan: 102', count('the VLAN', 1, 4094), 'The number of the VLAN, 1 to 4094'),
      property('subnet: "10.1.0.0/16"', text, 'The IP subnet'),
      property('dedicated', flag, 'Used for one purpose only'),
      property('switches: w1, w2', list('switch'), 'The switches over which it runs'),
      encryption,
    ),
  }),
  statement('link', {
    type: 'Link',
    title: 'a link',
    form: 'link NAME between A, B { latency: 60 ms  bandwidth: 1 Gbps }',
    summary: 'A cable or WAN line between two switches or networks',
    details: 'It routes: what it joins reaches each other, also in transit.',
    standsIn: ['file', 'site'],
    properties: optional(
      property('latency: 60 ms', time, 'Round trip time'),
      property('bandwidth: 1 Gbps', rate, 'What it carries a second', { usual: ['10 Gbps', '100 Mbps'] }),
      property('loss: 0.1 %', share, 'Share of packets lost on a round trip'),
      encryption,
    ),
  }),
  statement('storage', {
    type: 'Storage',
    title: 'a storage',
    form: 'storage NAME { kind: san }',
    summary: 'A datastore or array',
    standsIn: ['file', 'site'],
    properties: [
      ...optional(
        property('kind: san', words(storageKinds), 'What it is'),
        property('networks: A, B', list('network'), 'The networks over which it is reached'),
      ),
      ...placing,
    ],
  }),
];
