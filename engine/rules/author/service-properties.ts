/** What services have, by the names of the language. A property that only other modes have is nothing that this one lacks. */
import { membersOf } from '../../topology/lookup.ts';
import type { FailoverGroupService, Id, Service } from '../../topology/model.ts';
import type { Around } from './around.ts';
import { type Found, inapplicable, type Read, time } from './found.ts';
import { amount } from './values.ts';

type Of = Read<Service>;

/** Where only some modes have it: read there, and nowhere else. */
function ofModes<M extends Service['mode']>(
  modes: readonly M[],
  read: (service: Extract<Service, { mode: M }>, around: Around) => Found,
): Of {
  return (service, around) =>
    (modes as readonly string[]).includes(service.mode)
      ? read(service as Extract<Service, { mode: M }>, around)
      : inapplicable;
}

/** A position that one member holds. */
function position<M extends Service['mode']>(
  modes: readonly M[],
  id: (service: Extract<Service, { mode: M }>) => Id | undefined,
): Of {
  return ofModes(modes, (service, around) => around.element(id(service)));
}

const ofGroup = (read: (service: FailoverGroupService, around: Around) => Found): Of =>
  ofModes(['failover-group'], read);

export const serviceProperties: Readonly<Record<string, Of>> = {
  mode: ({ mode }) => mode,
  members: (service, around) => around.stated(service.mode === 'n-plus-one' ? service.members : membersOf(service)),
  member: position(['standalone'], ({ member }) => member),
  active: position(['duplication'], ({ active }) => active),
  standby: position(['duplication'], ({ standby }) => standby),
  link: position(['duplication'], ({ link }) => link),
  primary: position(['switchover', 'geo-redundant'], ({ primary }) => primary),
  backup: position(['switchover'], ({ backup }) => backup),
  secondary: position(['geo-redundant'], ({ secondary }) => secondary),
  main: position(['survivable-core'], ({ main }) => main),
  survivable: ofModes(['survivable-core'], ({ survivable }, around) => around.stated(survivable)),
  spares: ofModes(['n-plus-one'], ({ spares }, around) => around.elements(spares)),
  'needs-at-least': ofModes(['active-active'], ({ needsAtLeast }) => amount(needsAtLeast)),
  activation: ofModes(['geo-redundant'], ({ activation }) => activation),
  'fail-back': ofModes(['survivable-core', 'failover-group'], ({ failBack }) => failBack),
  cluster: ofGroup(({ cluster }, around) => around.element(cluster)),
  owners: ofGroup(({ owners }, around) => around.stated(owners)),
  preferred: ofGroup(({ preferred }, around) => around.stated(preferred)),
  on: ofGroup(({ on }, around) => around.element(on)),
  'anti-affinity': ofGroup(({ antiAffinity }) => antiAffinity),
  resources: ofGroup(({ resources }, around) => around.elements(resources)),
  synchronize: ofGroup((service) =>
    service.synchronize
      ? { kind: 'synchronize', name: 'synchronize', source: service.synchronize.source, of: service }
      : [],
  ),
  settings: (service) =>
    Object.keys(service.settings).length > 0
      ? { kind: 'settings', name: 'settings', source: service.source, of: service }
      : [],
  product: (service) =>
    service.product && {
      kind: 'product',
      name: service.product.name,
      source: service.product.source,
      of: service,
    },
  release: ({ release }) => release && { kind: 'version', text: release },
  needs: ({ needs }, around) => around.elements(needs),
  takeover: ({ timings }) => time(timings.takeover),
  start: ({ timings }) => time(timings.start),
  resync: ({ timings }) => time(timings.resync),
  hang: ({ timings }) => time(timings.hang),
  detect: ({ timings }) => time(timings.detect),
  select: ({ timings }) => time(timings.select),
  'link-loss': ({ timings }) => time(timings.linkLoss),
  'primary-search': ({ timings }) => time(timings.primarySearch),
  reconnect: ({ timings }) => time(timings.reconnect),
  'no-service': ({ timings }) => time(timings.noService),
  'replication-timeout': ({ timings }) => time(timings.replicationTimeout),
};
