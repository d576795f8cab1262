/** Steps and expectations in the words of the language, with names as a file has to write them. */
import type { LangiumCoreServices, LangiumDocument } from 'langium';
import { writtenTime } from '../../engine/rules/facts/written.ts';
import type { Id, Topology } from '../../engine/topology/model.ts';
import { nameInStep } from '../../language/scope/in-step.ts';
import { Refusal } from '../requests/refusal.ts';
import type { Proposal } from './outcome.ts';

/** Writes for one file. */
export class Writer {
  private readonly topology: Topology;
  private readonly document: LangiumDocument;
  private readonly services: LangiumCoreServices;

  constructor(topology: Topology, document: LangiumDocument, services: LangiumCoreServices) {
    this.topology = topology;
    this.document = document;
    this.services = services;
  }

  /**
   * The names of what something is done to, as a step has them.
   * @throws {Refusal} where the file has no name for one of them
   */
  targets(verb: string, ids: readonly Id[]): readonly string[] {
    return ids.map((id) => {
      const name = this.nameOf(id, (written) => `at 0 s ${verb} ${written}`);
      if (name === undefined)
        throw new Refusal(`A scenario of this file cannot name ${id}: import the file that declares it.`);
      return name;
    });
  }

  /** `CommunicationManager active on CMVM_02 within 1 s`; `undefined` where the file has no name for one of them. */
  expectation({ subject, claim, within }: Proposal): string | undefined {
    if (claim.kind === 'outage') return undefined;
    const says =
      claim.kind === 'state'
        ? [claim.negation, claim.state].filter((word) => word !== undefined).join(' ')
        : `${claim.kind === 'calls' ? 'calls' : 'state'} ${claim.preserved ? 'preserved' : 'dropped'}`;
    const name = this.nameOf(subject, (written) => `expect ${written} ${says}`);
    if (name === undefined) return undefined;
    const on = claim.kind === 'state' ? claim.on : undefined;
    const place = on === undefined ? '' : this.nameOf(on, (written) => `expect ${name} ${says} on ${written}`);
    if (place === undefined) return undefined;
    const where = place === '' ? '' : ` on ${place}`;
    return `${name} ${says}${where}${within === undefined ? '' : ` within ${writtenTime(within)}`}`;
  }

  private nameOf(id: Id, statement: (name: string) => string): string | undefined {
    const element = this.topology.elements.get(id);
    return element && nameInStep(element, this.topology, this.document, this.services, statement);
  }
}
