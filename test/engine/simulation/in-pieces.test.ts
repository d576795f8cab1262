/** A run in pieces is the run at once, whatever else is run in between; one that is left half played leaves nothing behind. */
import { describe, expect, test } from 'vitest';
import { losing, lossOf } from '../../../engine/analysis/loss.ts';
import { scenarioByHand, simulate, simulating } from '../../../engine/simulation/index.ts';
import { exampleText, topologyOf } from '../../support/topology.ts';

const always = () => true;

describe.each(['avaya-geo-redundancy', 'mx-one-fault-tolerance', 'virtualcenter-mns'])('%s', (example) => {
  test('in pieces, with other runs in between', async () => {
    const topology = await topologyOf(exampleText(example));
    for (const scenario of topology.scenarios) {
      const { horizon, ...fresh } = { ...scenario };
      const whole = simulate({ ...topology }, scenario);
      const state = { ...topology };
      const pieces = simulating(state, scenario, {}, always);
      const others = simulating(state, { ...fresh, ...(horizon && { horizon }) }, {}, always);
      let count = 0;
      for (let piece = pieces.next(); ; piece = pieces.next(), count++) {
        if (count === 5) expect(simulate(state, scenario)).toEqual(whole);
        if (count % 3 === 0) others.next();
        if (piece.done) {
          expect(piece.value).toEqual(whole);
          break;
        }
      }
      expect(count).toBeGreaterThan(10);
    }
  });

  test('one that is left', async () => {
    const topology = await topologyOf(exampleText(example));
    const [scenario] = topology.scenarios;
    if (!scenario) throw new Error('no scenario');
    const whole = simulate({ ...topology }, scenario);
    for (const left of [1, 4, 12, 30]) {
      const pieces = simulating(topology, scenario, {}, always);
      for (let count = 0; count < left; count++) pieces.next();
      pieces.return(undefined as never);
      expect(simulate(topology, scenario)).toEqual(whole);
    }
  });

  test('what a loss comes to', async () => {
    const topology = await topologyOf(exampleText(example));
    const ids = [...topology.hosts, ...topology.switches, ...topology.servers].map(({ id }) => id);
    const whole = ids.map((id) => lossOf({ ...topology }, id));
    // all at a time, one piece each
    const works = ids.map((id) => ({ pieces: losing(topology, id, always), loss: undefined as unknown }));
    for (let left = works.length; left > 0; )
      for (const work of works.filter(({ loss }) => loss === undefined)) {
        const piece = work.pieces.next();
        if (!piece.done) continue;
        work.loss = piece.value;
        left--;
      }
    expect(works.map(({ loss }) => loss)).toEqual(whole);
    expect(simulate(topology, scenarioByHand(topology, [{ id: ids[0] ?? '', at: 0 }])).events.length).toBeGreaterThan(
      0,
    );
  });
});
