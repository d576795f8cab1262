/** Fixes that change what a cluster's HA does. */
import type { Cluster, HaSettings, Topology, Vm } from '../../topology/model.ts';
import type { Fix, Trial } from '../rule.ts';
import { type Mended, mends, withElements } from './changes.ts';

/** Lets HA restart a VM that it leaves out; `undefined` where that would break a rule. */
export function restartingFix(topology: Topology, vm: Vm, trial: Trial, mended: Mended): Fix | undefined {
  if (!mends(topology, withElements(topology, { ...vm, restartPriority: 'high' }), trial, mended)) return undefined;
  return {
    title: `Let HA restart ${vm.name} with high priority`,
    edits: [{ edit: 'set', element: vm.source, property: 'restart-priority', value: 'high' }],
    safe: false,
  };
}

/** Switches HA on in a cluster that has none; `undefined` where that would break a rule. */
export function switchingHaOn(topology: Topology, cluster: Cluster, trial: Trial, mended: Mended): Fix | undefined {
  const ha: HaSettings = { source: cluster.source };
  if (!mends(topology, withElements(topology, { ...cluster, ha }), trial, mended)) return undefined;
  return {
    title: `Switch HA on in ${cluster.name}`,
    edits: [{ edit: 'add', element: cluster.source, item: 'ha' }],
    safe: false,
  };
}

/** A setting of the `ha` block: its name there, its value as written, and what it makes of the model. */
export interface NewSetting {
  readonly title: string;
  readonly property: string;
  readonly value: string;
  readonly settings: Partial<HaSettings>;
}

/** Sets a property of a cluster's `ha` block; `undefined` where there is none or where that would break a rule. */
export function settingHa(
  topology: Topology,
  cluster: Cluster,
  { title, property, value, settings }: NewSetting,
  trial: Trial,
  mended: Mended,
): Fix | undefined {
  if (!cluster.ha) return undefined;
  const changed = withElements(topology, { ...cluster, ha: { ...cluster.ha, ...settings } });
  if (!mends(topology, changed, trial, mended)) return undefined;
  return { title, edits: [{ edit: 'set', element: cluster.ha.source, property, value }], safe: false };
}
