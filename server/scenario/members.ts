/** A scenario for every member of a service: its host fails, and what a run shows of that is expected. */
import { isOperationCancelled, type LangiumDocument } from 'langium';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import { machinesUnder, metalOf } from '../../engine/rules/facts/placement.ts';
import { membersOf } from '../../engine/topology/lookup.ts';
import type { Host, Id, Scenario, Server, Service, Topology } from '../../engine/topology/model.ts';
import { scenariosInsertion, type WrittenScenario } from '../../language/edits/scenario.ts';
import { workspaceEdit } from '../fixes/workspace-edit.ts';
import { Refusal } from '../requests/refusal.ts';
import type { ServerServices } from '../services.ts';
import { rangeIn } from '../text.ts';
import { writtenScenario } from './text.ts';

/** Which scenarios an action is to write: `data` of the action. */
export interface ScenariosWanted {
  readonly uri: string;
  readonly service: Id;
}

/** The hosts and servers under the members of a service whose loss alone no scenario tries yet. */
export function untriedHosts(service: Service, topology: Topology): readonly (Host | Server)[] {
  if (membersOf(service).length < 2) return [];
  const found = new Map<Id, Host | Server>();
  for (const machine of machinesUnder(topology, service.id)) {
    const metal = metalOf(topology, machine);
    if (metal && !topology.scenarios.some((scenario) => fails(scenario, metal.id))) found.set(metal.id, metal);
  }
  return [...found.values()];
}

/** Whether a scenario begins with the failure of this alone, and states something of it. */
function fails({ steps }: Scenario, id: Id): boolean {
  const first = steps.find(({ step }) => step === 'inject');
  const isIt =
    first?.step === 'inject' && first.kind === 'fail' && first.targets.length === 1 && first.targets[0]?.id === id;
  return isIt && steps.some(({ step }) => step === 'expect');
}

/** @throws {Refusal} where the service is not there any more, or nothing can be written */
export async function scenariosForMembers(
  document: LangiumDocument,
  { uri, service: id }: ScenariosWanted,
  services: ServerServices,
): Promise<WorkspaceEdit> {
  const topology = services.server.RuleFindings.topologyOf(document);
  const service = topology.services.find((each) => each.id === id);
  if (!service) throw new Refusal(`The text has no service ${id} any more.`);
  const written: WrittenScenario[] = [];
  let refusal: unknown;
  for (const metal of untriedHosts(service, topology)) {
    const choice = { steps: [{ at: 0, verb: 'fail' as const, id: metal.id }] };
    const titles = written.map(({ title }) => title);
    try {
      written.push(await writtenScenario(document, topology, choice, services, titles));
    } catch (error) {
      if (isOperationCancelled(error) || !(error instanceof Refusal)) throw error;
      refusal = error;
    }
  }
  const change = scenariosInsertion(document, written);
  if (!change) throw refusal ?? new Refusal(`Every host of ${service.name} has its scenario already.`);
  const version = services.shared.workspace.TextDocuments.get(uri)?.version;
  const edit = { range: rangeIn(document, change.start, change.end), newText: change.newText };
  return workspaceEdit([{ uri, version, edits: [edit] }], services.shared.server.Client);
}
