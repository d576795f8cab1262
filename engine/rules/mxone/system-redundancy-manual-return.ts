import type { Service, Topology } from '../../topology/model.ts';
import { mends, withElements } from '../facts/changes.ts';
import { isServiceNode } from '../facts/mx-one.ts';
import { mxOneSystemRedundancy } from '../facts/sources.ts';
import { message } from '../message.ts';
import { type Fix, rule, type Trial } from '../rule.ts';

const id = 'mxone/system-redundancy-manual-return';

const says = {
  returns: message`${'service'} returns to its main system by itself as soon as that is reached again: a main system that comes and goes takes all users along each time. Mitel recommends automatic takeover and manual return. Set "fail-back: manual".`,
  byHand: message`The alternate system of ${'service'} takes over only when an operator activates it: until then nobody is served. Mitel recommends automatic takeover and manual return. Set "activation: automatic".`,
};

const example = (failBack: string) => `site HeadOffice {
  network lan
  server Lim1 { nic eth0 -> lan }
}
site Branch {
  network lan
  server Lim2 { nic eth0 -> lan }
}
link wan between HeadOffice.lan, Branch.lan

service MainSystem : standalone { product: mitel.mx-one-service-node  member: Lim1 }
service AlternateSystem : standalone { product: mitel.mx-one-service-node  member: Lim2 }

service MxOne : survivable-core {
  main: MainSystem
  survivable: AlternateSystem
  fail-back: ${failBack}
}
`;

export default rule({
  id,
  severity: 'warning',
  title: 'System redundancy of MX-ONE takes over by itself and returns by hand',
  why: `With system redundancy a second MX-ONE system in another place serves when the primary is lost; endpoints register with
both. The takeover should wait for nobody. The return should wait for somebody: by itself it happens at the first moment at
which the primary is reached, be it for a minute only, and each change of the system costs users their registration and
their calls.

Looked at are survivable cores with \`fail-back: automatic\` and geo-redundant services with \`activation: manual\` (which they
have unless said otherwise), where MX-ONE Service Nodes carry them.`,
  sources: [
    {
      ...mxOneSystemRedundancy,
      place: 'automatic takeover and manual return are recommended',
      statements: [],
    },
  ],
  messages: says,
  check(topology, report) {
    for (const service of topology.services) {
      if (service.mode === 'survivable-core' && service.failBack === 'automatic' && isServiceNode(topology, service))
        report(service, says.returns({ service: service.name }), {
          property: 'fail-back',
          fix: (trial) =>
            settingFix(topology, service, { ...service, failBack: 'manual' }, 'fail-back', 'manual', trial),
        });
      if (service.mode === 'geo-redundant' && service.activation === 'manual' && isServiceNode(topology, service))
        report(service, says.byHand({ service: service.name }), {
          property: 'activation',
          fix: (trial) =>
            settingFix(topology, service, { ...service, activation: 'automatic' }, 'activation', 'automatic', trial),
        });
    }
  },
  examples: { breaks: example('automatic'), keeps: example('manual'), fixed: example('manual') },
});

function settingFix(
  topology: Topology,
  service: Service,
  changed: Service,
  property: string,
  value: string,
  trial: Trial,
): Fix | undefined {
  const mended = { rule: id, source: service.source };
  if (!mends(topology, withElements(topology, changed), trial, mended)) return undefined;
  return {
    title: `Set ${property}: ${value}`,
    edits: [{ edit: 'set', element: service.source, property, value }],
    safe: false,
  };
}
