/**
 * crm_simulate, of the Pacemaker cluster manager: plays the loss and return of nodes on a cluster that stands in a
 * file (a CIB), without a cluster running.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parseXml, type XmlElement } from '../../../support/xml.ts';

const command = ['/usr/sbin/crm_simulate', '/usr/bin/crm_simulate'].find((file) => existsSync(file));

/** Why nothing can be compared on this machine; `undefined` where crm_simulate is installed. */
export const missing =
  command === undefined ? 'crm_simulate is not installed (Debian: apt-get install pacemaker-cli-utils)' : undefined;

/** A resource, the node on which it runs if it does, and what it takes of the node's capacity. */
export interface CrmResource {
  readonly name: string;
  readonly node: string | undefined;
  readonly memory?: number;
  /** Higher ones are placed first. */
  readonly priority?: number;
}

/** A cluster as it stands before something happens. */
export interface CrmCluster {
  readonly nodes: readonly { readonly name: string; readonly memory?: number; readonly lost: boolean }[];
  readonly resources: readonly CrmResource[];
  readonly constraints: readonly Constraint[];
  readonly properties: Readonly<Record<string, string>>;
}

/** A score is a number, or INFINITY with its sign. */
export type Constraint =
  | { readonly kind: 'location'; readonly resource: string; readonly node: string; readonly score: number | string }
  | { readonly kind: 'together'; readonly resource: string; readonly with: string; readonly score: number | string }
  | { readonly kind: 'order'; readonly first: string; readonly next: string };

export interface CrmStep {
  readonly down: readonly string[];
  readonly up: readonly string[];
  /** What it is told of quorum, which it does not count itself. */
  readonly quorum: boolean;
}

/** What became of a cluster after a step. */
export interface CrmState {
  /** The node on which each resource runs; those that run nowhere are left out. */
  readonly running: ReadonlyMap<string, string>;
  /** Resources in the order in which they were started in this step, and stopped. */
  readonly started: readonly string[];
  readonly stopped: readonly string[];
}

/** What Pacemaker does when nodes are lost or come back. */
export async function playCrm(cluster: CrmCluster, { down, up, quorum }: CrmStep): Promise<CrmState> {
  if (command === undefined) throw new Error(missing);
  const folder = mkdtempSync(path.join(tmpdir(), 'hatopo-crm-'));
  try {
    const file = path.join(folder, 'cluster.xml');
    writeFileSync(file, cibOf(cluster));
    const events = [
      ...down.flatMap((node) => ['--node-down', node]),
      ...up.flatMap((node) => ['--node-up', node]),
      ...['--quorum', String(quorum)],
    ];
    const { stdout } = await promisify(execFile)(
      command,
      ['--simulate', '--output-as', 'xml', '--xml-file', file, ...events],
      { env: { ...process.env, CIB_shadow_dir: folder }, maxBuffer: 2 ** 26, timeout: 30_000 },
    );
    return stateOf(parseXml(stdout));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function stateOf(result: XmlElement): CrmState {
  const running = new Map<string, string>();
  for (const resource of all(child(result, 'revised_cluster_status'), 'resource')) {
    const { id = '', active } = resource.attributes;
    const [node] = all(resource, 'node');
    if (active === 'true' && node) running.set(id, node.attributes.name ?? '');
  }
  const actions = all(child(result, 'transition'), 'rsc_action');
  const done = (op: string) =>
    actions.filter(({ attributes }) => attributes.op === op).map(({ attributes }) => attributes.resource ?? '');
  return { running, started: done('start'), stopped: done('stop') };
}

function child(element: XmlElement, name: string): XmlElement {
  const found = element.children.find((one) => one.name === name);
  if (!found) throw new Error(`crm_simulate says nothing of ${name}`);
  return found;
}

function all(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.flatMap((one) => [...(one.name === name ? [one] : []), ...all(one, name)]);
}

/** The cluster as Pacemaker reads it: its configuration, and a status: who lives, what runs where. */
function cibOf({ nodes, resources, constraints, properties }: CrmCluster): string {
  const pairs = (of: string, values: Readonly<Record<string, string | number>>) =>
    Object.entries(values)
      .map(([name, value]) => `<nvpair id="${of}-${name}" name="${name}" value="${value}"/>`)
      .join('');
  const utilization = (of: string, memory: number | undefined) =>
    memory === undefined ? '' : `<utilization id="${of}-needs">${pairs(`${of}-needs`, { memory })}</utilization>`;
  const nodeTexts = nodes.map(
    ({ name, memory }, at) => `<node id="${at + 1}" uname="${name}">${utilization(`node-${name}`, memory)}</node>`,
  );
  const resourceTexts = resources.map(({ name, memory, priority }) => {
    const meta =
      priority === undefined
        ? ''
        : `<meta_attributes id="${name}-meta">${pairs(`${name}-meta`, { priority })}</meta_attributes>`;
    return `<primitive id="${name}" ${agent}>${meta}${utilization(name, memory)}</primitive>`;
  });
  const states = nodes.map(({ name, lost }, at) => {
    const head = `<node_state id="${at + 1}" uname="${name}"`;
    if (lost) return `${head} in_ccm="false" crmd="offline" join="down" expected="down"/>`;
    const own = resources.filter(({ node }) => node === name).map((resource) => startedOn(resource.name, name));
    return `${head} in_ccm="true" crmd="online" join="member" expected="member"><lrm id="${at + 1}"><lrm_resources>${own.join('')}</lrm_resources></lrm></node_state>`;
  });
  const settings = { 'stonith-enabled': 'false', 'enable-startup-probes': 'false', ...properties };
  return `<cib crm_feature_set="3.0.14" validate-with="pacemaker-3.0" admin_epoch="0" epoch="1" num_updates="0" have-quorum="1" dc-uuid="1">
<configuration>
<crm_config><cluster_property_set id="properties">${pairs('properties', settings)}</cluster_property_set></crm_config>
<nodes>${nodeTexts.join('')}</nodes>
<resources>${resourceTexts.join('')}</resources>
<constraints>${constraints.map(constraintText).join('')}</constraints>
<rsc_defaults><meta_attributes id="defaults">${pairs('defaults', { 'resource-stickiness': 'INFINITY' })}</meta_attributes></rsc_defaults>
</configuration>
<status>${states.join('')}</status>
</cib>`;
}

const agent = 'class="ocf" provider="pacemaker" type="Dummy"';
/** Of a resource without parameters: without it Pacemaker takes its definition for changed, and restarts it. */
const digest = 'f2317cad3d54cec5d7d7aa7d0bf35cf8';

function startedOn(resource: string, node: string): string {
  const key = '1:0:0:00000000-0000-0000-0000-000000000000';
  return `<lrm_resource id="${resource}" ${agent}><lrm_rsc_op id="${resource}_last_0" operation_key="${resource}_start_0" operation="start" crm_feature_set="3.0.14" transition-key="${key}" transition-magic="0:0;${key}" call-id="1" op-digest="${digest}" rc-code="0" op-status="0" interval="0" on_node="${node}"/></lrm_resource>`;
}

function constraintText(one: Constraint, at: number): string {
  const id = `constraint-${at}`;
  switch (one.kind) {
    case 'location':
      return `<rsc_location id="${id}" rsc="${one.resource}" node="${one.node}" score="${one.score}"/>`;
    case 'together':
      return `<rsc_colocation id="${id}" rsc="${one.resource}" with-rsc="${one.with}" score="${one.score}"/>`;
    case 'order':
      return `<rsc_order id="${id}" first="${one.first}" then="${one.next}" kind="Mandatory"/>`;
  }
}
