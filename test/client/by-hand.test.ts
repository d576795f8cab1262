import { describe, expect, it } from 'vitest';
import { canFail, verbFor, withoutStep, withoutSteps, withStep } from '../../client/webview/model/by-hand.ts';
import type { HandStep } from '../../server/protocol.ts';

const fail = (id: string, at = 0): HandStep => ({ at, verb: 'fail', id });
const restore = (id: string, at = 0): HandStep => ({ at, verb: 'restore', id });

describe('what is done by hand', () => {
  it('is added to what runs, in order of time', () => {
    const first = withStep(undefined, fail('Host1', 30_000));
    expect(first).toEqual({ steps: [fail('Host1', 30_000)] });
    expect(withStep(first, fail('Host2')).steps).toEqual([fail('Host2'), fail('Host1', 30_000)]);
    expect(withStep({ scenario: 'A' }, fail('Host2'))).toEqual({ scenario: 'A', steps: [fail('Host2')] });
  });

  it('is done once, and taken back by its opposite at the same time', () => {
    const once = withStep(undefined, fail('Host1'));
    expect(withStep(once, fail('Host1'))).toEqual(once);
    expect(withStep({ ...once, scenario: 'A' }, restore('Host1'))).toEqual({ scenario: 'A' });
    expect(withStep(once, restore('Host1', 5)).steps).toEqual([fail('Host1'), restore('Host1', 5)]);
  });

  it('is taken back one by one, or all at once; without anything left nothing runs', () => {
    const choice = { scenario: 'A', steps: [fail('Host1'), restore('Host1', 5)] };
    expect(withoutStep(choice, restore('Host1', 5))).toEqual({ scenario: 'A', steps: [fail('Host1')] });
    expect(withoutSteps(choice)).toEqual({ scenario: 'A' });
    expect(withoutStep({ steps: [fail('Host1')] }, fail('Host1'))).toBeUndefined();
    expect(withoutSteps({ steps: [fail('Host1')] })).toBeUndefined();
  });

  it('restores what is lost and fails all else; services do not fail by themselves', () => {
    expect([verbFor('down'), verbFor('off'), verbFor('up'), verbFor('booting'), verbFor(undefined)]).toEqual([
      'restore',
      'restore',
      'fail',
      'fail',
      'fail',
    ]);
    expect(['host', 'vm', 'network', 'rack', 'service', 'cluster', 'endpoint'].filter(canFail)).toEqual([
      'host',
      'vm',
      'network',
      'rack',
    ]);
  });
});
