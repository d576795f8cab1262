import type { Cluster, DrsSettings, Topology } from '../../topology/model.ts';
import { keptApart } from '../facts/apart-rules.ts';
import { mends, withElements } from '../facts/changes.ts';
import { haDeepdive } from '../facts/sources.ts';
import { vsphereClusters } from '../facts/vsphere.ts';
import { listed, message } from '../message.ts';
import { type Fix, type Report, rule, type Trial } from '../rule.ts';

const id = 'vsphere/drs-automation-level';

const says = {
  byHand: message`DRS of ${'cluster'} only recommends (mode: ${'mode'}): once HA has restarted ${'vms'} on one host, they stay there until an operator moves one. Have somebody act on its recommendations, or set mode to fully-automated.`,
  unstated: message`Whether DRS of ${'cluster'} moves VMs by itself is not stated: only where it is fully automated does it part ${'vms'} again after HA has restarted them on one host. State its mode.`,
  rule: message`This rule keeps ${'vms'} apart.`,
};

const example = (mode: string) => `site DataCenter {
  network lan
  storage san { kind: san }
  cluster Farm {
    ha { respect-anti-affinity: on }
    drs {
      mode: ${mode}
      keep apart Web_1, Web_2
    }
    host Host1 { storage: san  nic vmnic0 -> lan for management }
    host Host2 { storage: san  nic vmnic0 -> lan for management }
    host Host3 { storage: san  nic vmnic0 -> lan for management }
  }
}

vm Web_1 on Host1 { disk: san  nic eth0 -> lan via vmnic0 }
vm Web_2 on Host2 { disk: san  nic eth0 -> lan via vmnic0 }
`;

export default rule({
  id,
  severity: 'info',
  advisory: true,
  title: 'DRS that is to keep VMs apart moves them by itself',
  why: `DRS corrects a broken placement rule at its next run, within minutes: if it is fully automated. In the modes \`manual\` and
\`partially-automated\` it only recommends, so that two VMs which came together by restarts or by hand stay together until
somebody reads that. With \`respect-anti-affinity: on\` HA does not bring them together in the first place, yet a migration by
hand still can.

Speaks of clusters with a \`keep apart\` rule. VMs that state their own \`drs\` mode (a call server that must not be moved under
load) are left alone.`,
  sources: [{ document: haDeepdive, place: 'HA and DRS: rule violations are corrected first', statements: [] }],
  messages: says,
  check(topology, report) {
    for (const cluster of vsphereClusters(topology))
      if (cluster.drs) checkCluster(topology, cluster, cluster.drs, report);
  },
  examples: {
    breaks: example('manual'),
    keeps: example('fully-automated'),
    fixed: example('fully-automated'),
  },
});

function checkCluster(topology: Topology, cluster: Cluster, drs: DrsSettings, report: Report): void {
  if (drs.mode === 'fully-automated') return;
  const rules = keptApart(topology, cluster).filter(({ vms }) => vms.some((vm) => vm.drs === undefined));
  if (rules.length === 0) return;
  const vms = listed([...new Set(rules.flatMap((each) => each.vms.map((vm) => vm.name)))]);
  const names = { cluster: cluster.name, vms };
  const text = drs.mode ? says.byHand({ ...names, mode: drs.mode }) : says.unstated(names);
  report({ source: drs.source }, text, {
    property: 'mode',
    related: rules.slice(0, 5).map((each) => ({
      source: each.rule.source,
      message: says.rule({ vms: listed(each.vms.map((vm) => vm.name)) }),
    })),
    ...(drs.mode === undefined && { notStated: true }),
    fix: (trial) => automatingFix(topology, cluster, drs, trial),
  });
}

function automatingFix(topology: Topology, cluster: Cluster, drs: DrsSettings, trial: Trial): Fix | undefined {
  const changed = withElements(topology, { ...cluster, drs: { ...drs, mode: 'fully-automated' } });
  if (!mends(topology, changed, trial, { rule: id, source: drs.source })) return undefined;
  return {
    title: `Let DRS of ${cluster.name} move VMs by itself`,
    edits: [{ edit: 'set', element: drs.source, property: 'mode', value: 'fully-automated' }],
    safe: false,
  };
}
