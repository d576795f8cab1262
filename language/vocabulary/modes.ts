/** Redundancy modes: the word after `service NAME :`, and what each mode takes. */
import {
  assumed,
  count,
  documented,
  list,
  one,
  optional,
  positiveTime,
  property,
  required,
  text,
  time,
  unless,
  words,
} from './define.ts';
import type { Default, ModeEntry, PropertyEntry } from './entry.ts';
import { byHandOrItself, preservedThings } from './words.ts';

const member = ['vm', 'server', 'service'] as const;
const automation = words(byHandOrItself);

/** `takeover` with what a mode takes where neither the service nor its product gives a number. */
function takeover(standard: Default): PropertyEntry {
  return property(
    `takeover: ${standard.text}`,
    time,
    'From the loss of the serving member until its partner has taken over',
    { default: standard },
  );
}
const interchange = takeover(assumed('200 ms'));
const switchover = takeover(documented('30 s', 'Genesys, “Switchover”: less than 30 seconds'));
const changeover = takeover(documented('5 min', 'MX-ONE 7.8 SP1, “Unavailability for IP extensions”'));
const hang = property('hang: 4.1 s', time, 'Until a hung or stalled member counts as lost', {
  default: documented('4.1 s', 'Communication Manager 10.2 alarms, ARB event 8'),
});

export const modes: readonly ModeEntry[] = [
  {
    mode: 'standalone',
    title: 'a standalone service',
    summary: 'One machine. Up while it runs, is booted and can be reached',
    properties: [required(property('member: VM', one(...member), 'The machine (or service) that serves'))],
    singleActive: false,
  },
  {
    mode: 'duplication',
    title: 'a duplication service',
    summary: 'Hot standby: state is mirrored over a link, and a takeover keeps calls',
    details:
      'While the link lives the standby is refreshed, and takes over in `takeover` with calls kept. Not refreshed, it still takes over, and calls drop. A returning member resynchronizes and becomes standby: roles never return by themselves.',
    properties: [
      required(property('active: VM', one(...member), 'The member that serves at the start')),
      required(property('standby: VM', one(...member), 'The member that stands by at the start')),
      ...optional(
        property('link: NETWORK', one('network', 'link'), 'The network or link that carries the duplication'),
        interchange,
        property('resync: 60 s', time, 'Memory refresh of a returning member, until it is standby', {
          default: assumed('60 s'),
        }),
        hang,
      ),
    ],
    singleActive: true,
  },
  {
    mode: 'switchover',
    title: 'a switchover service',
    summary: 'Warm standby: the backup takes over within seconds, state in memory is lost, faults are not copied',
    properties: [
      required(property('primary: VM', one(...member), 'The member that serves at the start')),
      required(property('backup: VM', one(...member), 'The member that takes over')),
      ...optional(switchover, hang),
    ],
    singleActive: true,
  },
  {
    mode: 'active-active',
    title: 'an active-active service',
    summary: 'All members serve; clients of a lost one move to one that lives',
    properties: [
      required(property('members: A, B', list(...member), 'The members')),
      ...optional(
        property('needs-at-least: 1', count('members', 1), 'How many members must serve for the service to be up', {
          default: unless('1'),
        }),
      ),
    ],
    singleActive: false,
  },
  {
    mode: 'geo-redundant',
    title: 'a geo-redundant service',
    summary: 'A copy at another site, activated by hand unless said otherwise',
    details:
      'The secondary is a warm standby. Once activated it controls what it reaches. Without its peer, replication goes off after `replication-timeout`, and back on only by hand.',
    properties: [
      required(property('primary: VM', one(...member), 'The member that serves at the start')),
      required(property('secondary: VM', one(...member), 'The copy at the other site')),
      ...optional(
        property('activation: manual', automation, 'Who activates the secondary when the primary is lost', {
          default: unless('manual'),
        }),
        interchange,
        property('replication-timeout: 300 s', time, 'Without the peer, until replication goes off', {
          default: documented('300 s', 'System Manager 10.2, “auto-disable”'),
        }),
      ),
    ],
    singleActive: true,
  },
  {
    mode: 'survivable-core',
    title: 'a survivable-core service',
    summary: 'A second core that becomes active where clients cannot reach the main one',
    details:
      'The timer runs for each network of endpoints, and starts again when main is reached. Main and survivable may then both be active, each for whom it reaches.',
    properties: [
      required(property('main: SERVICE', one(...member), 'The core that serves while it can be reached')),
      required(property('survivable: SERVICE, …', list(...member), 'The cores that step in')),
      ...optional(
        property(
          'no-service: 300 s',
          positiveTime,
          'How long clients are without main until a survivable side serves them',
          {
            details: 'The product documents 3 to 15 min.',
            default: documented('300 s', 'ESS User Guide, p. 126'),
          },
        ),
        property('fail-back: manual', automation, 'Who brings clients back to main once it can be reached', {
          default: unless('manual'),
        }),
        interchange,
      ),
    ],
    singleActive: true,
  },
  {
    mode: 'failover-group',
    title: 'a failover group',
    summary: 'A clustered group: all its resources on one node, brought online in order of dependency',
    details:
      'At time 0 it is on the node `on`, else on the first preferred owner, else on the first owner. A resource that fails is restarted in place 3 times in 900 s, then the whole group moves.',
    properties: [
      required(property('cluster: FAILOVER-CLUSTER', one('failover-cluster'), 'The failover cluster that runs it')),
      ...optional(
        property('owners: a, b', list('server', 'vm'), 'The nodes that may own the group', {
          default: unless('all nodes of the cluster'),
        }),
        property('preferred: a', list('server', 'vm'), 'Owners to be taken first, in order'),
        property('on: a', one('server', 'vm'), 'The node that owns the group at the start'),
        property(
          'anti-affinity: "CLASS"',
          text,
          'Groups of the same class are kept on different nodes while there are several',
          {
            details: 'The AntiAffinityClassName of Windows clusters: it yields where only one node is left.',
          },
        ),
        property('fail-back: manual', automation, 'Whether the group goes back to a preferred owner that returns', {
          default: documented('manual', 'Windows server cluster help: groups do not fail back by default'),
        }),
      ),
    ],
    singleActive: true,
  },
  {
    mode: 'n-plus-one',
    title: 'an n-plus-one service',
    summary: 'A spare takes the identity of one lost member',
    properties: [
      required(property('members: A, B', list(...member), 'The members')),
      required(property('spares: S', list(...member), 'The machines that stand ready')),
      ...optional(changeover),
    ],
    singleActive: false,
  },
];

/** What every service takes, whatever its mode. */
export const serviceProperties = optional(
  property(
    'product: NAME',
    { is: 'reference', kinds: ['product'], list: false },
    'The product that it runs: timings, limits and settings come from it',
  ),
  property('release: "10.2"', { is: 'version' }, 'The release of the product: rules and limits may differ by it'),
  property('needs: SERVICE, …', list('service'), 'Services without which it is down'),
  property('start: 120 s', time, 'From the boot of the machine until the application serves', {
    default: assumed('120 s', 'assumption, where the product gives no number; 0 s without a product'),
  }),
  property('detect: 90 s', time, 'Until a client notices that what it is registered with is lost', {
    default: documented('90 s', '9600 SIP deskphones administrator guide, p. 158'),
  }),
  property('select: 5 s', time, 'Until a client that noticed has chosen another', {
    default: documented('5 s', '9600 SIP deskphones administrator guide, p. 158'),
  }),
  property('link-loss: 50 s', time, 'Until a media gateway notices that its link (H.248) is lost', {
    default: documented('50 s', 'Communication Manager 10.2, “H248 Link Recovery”: 40 to 60 s'),
  }),
  property('primary-search: 60 s', time, 'How long a media gateway then looks for its own controller before others', {
    details: 'Communication Manager is administered with 1 to 60 min.',
    default: assumed('60 s'),
  }),
  property('reconnect: 120 s', time, 'Until clients are back after a takeover that drops them', {
    details: '120 s for a switchover (Genesys, “Switchover”: 90 to 150 s), at once for other modes.',
  }),
);

/** What a takeover keeps: also what a product states. */
export const preserves = property('preserves: calls', words(preservedThings), 'What a takeover keeps');
