/**
 * crm_simulate, of the Pacemaker cluster manager: what a cluster does when a node is lost. It answers for one
 * cluster of nodes and resources, without times; the nearest thing to a peer of our runs.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vmsPerHost } from '../topologies.ts';

const command = '/usr/sbin/crm_simulate';
const missing = 'crm_simulate is not installed (Debian: apt-get install pacemaker-cli-utils)';
const limit = 60_000;

export type CrmTime = { readonly milliseconds: number } | { readonly why: string };

/** The command that plays the loss of a node. */
export function playedByCrm(hosts: number): CrmTime {
  return inFolder((folder) => {
    const running = path.join(folder, 'running.xml');
    writeFileSync(running, clusterInformation(hosts, false));
    return timeOfCommand(['--simulate', '--xml-file', running, '--node-down', 'h0', '--quiet']);
  });
}

/** One decision of its scheduler in process; the command that repeats it is started once. */
export function decidedByCrm(hosts: number, repeat: number): CrmTime {
  return inFolder((folder) => {
    writeFileSync(path.join(folder, 'lost.xml'), clusterInformation(hosts, true));
    return timeOfCommand(['--profile', folder, '--repeat', String(repeat)]) / repeat;
  });
}

function inFolder(time: (folder: string) => number): CrmTime {
  if (!existsSync(command)) return { why: missing };
  const folder = mkdtempSync(path.join(tmpdir(), 'hatopo-bench-'));
  try {
    return { milliseconds: time(folder) };
  } catch (error) {
    return { why: `crm_simulate: ${(error as Error).message}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timeOfCommand(options: readonly string[]): number {
  const start = performance.now();
  const { status, signal, stderr } = spawnSync(command, options, { encoding: 'utf8', timeout: limit });
  if (status !== 0) throw new Error(signal ? `no answer in ${limit / 1000} s` : stderr.slice(-200));
  return performance.now() - start;
}

/** A cluster whose resources run, ten a node; with its first node lost or not. */
function clusterInformation(hosts: number, isLost: boolean): string {
  const each = (count: number, make: (index: number) => string) =>
    Array.from({ length: count }, (_, i) => make(i)).join('');
  const nodes = each(hosts, (i) => `<node id="${i + 1}" uname="h${i}"/>`);
  const resources = each(
    hosts * vmsPerHost,
    (i) => `<primitive id="v${i}" class="ocf" provider="pacemaker" type="Dummy"/>`,
  );
  const status = each(hosts, (i) => {
    const state =
      isLost && i === 0
        ? 'in_ccm="false" crmd="offline" join="down" expected="down"'
        : 'in_ccm="true" crmd="online" join="member" expected="member"';
    const started = each(vmsPerHost, (v) => startedResource(i * vmsPerHost + v, i));
    return `<node_state id="${i + 1}" uname="h${i}" ${state}><lrm id="${i + 1}"><lrm_resources>${started}</lrm_resources></lrm></node_state>`;
  });
  return `<cib crm_feature_set="3.0.14" validate-with="pacemaker-3.0" admin_epoch="0" epoch="1" num_updates="0" have-quorum="1" dc-uuid="2"><configuration><crm_config><cluster_property_set id="c"><nvpair id="c1" name="stonith-enabled" value="false"/><nvpair id="c2" name="enable-startup-probes" value="false"/></cluster_property_set></crm_config><nodes>${nodes}</nodes><resources>${resources}</resources><constraints/><rsc_defaults><meta_attributes id="d"><nvpair id="d1" name="resource-stickiness" value="100"/></meta_attributes></rsc_defaults></configuration><status>${status}</status></cib>`;
}

/** Of a resource without parameters: without it every resource would be restarted, as if it had been defined anew. */
const digest = 'f2317cad3d54cec5d7d7aa7d0bf35cf8';

function startedResource(resource: number, host: number): string {
  const key = '1:0:0:00000000-0000-0000-0000-000000000000';
  return `<lrm_resource id="v${resource}" class="ocf" provider="pacemaker" type="Dummy"><lrm_rsc_op id="v${resource}_last_0" operation_key="v${resource}_start_0" operation="start" crm_feature_set="3.0.14" transition-key="${key}" transition-magic="0:0;${key}" call-id="${resource + 1}" op-digest="${digest}" rc-code="0" op-status="0" interval="0" on_node="h${host}"/></lrm_resource>`;
}
