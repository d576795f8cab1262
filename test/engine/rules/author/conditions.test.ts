import { describe, expect, test } from 'vitest';
import { checkDocument } from '../../../../language/findings.ts';
import { loadText } from '../../../../language/load.ts';
import { found } from './support.ts';

const of = (condition: string, message = '{x.name}') => found(`rule r warning "${message}" { ${condition} }`);

describe('a rule of the author', () => {
  test('speaks at each thing that breaks it, with its own severity and message', async () => {
    const rule = 'rule separate-racks error "{p.name}: both in {p.primary.host.rack}"';
    const both = `${rule} { all p in services(switchover): p.primary.host.rack != p.backup.host.rack }`;
    expect(await found(both)).toEqual([
      'error Pair: Pair: both in R1',
      'info separate-racks: Whether separate-racks holds is not known of Apart: the text does not state rack of Host3.',
    ]);
  });

  test('speaks at the rule where no one thing breaks it', async () => {
    expect(await of('any x in servers: x.memory > 1 TB', 'too small')).toEqual(['warning r: too small']);
    expect(await of('count x in hosts >= 4', 'There are but {x.name}')).toEqual([
      'warning r: There are but Host1, Host2 and Host3',
    ]);
    expect(await of('(any x in hosts: x.memory > 1 GB) and (all x in vms: x.name != C)')).toEqual(['warning C: C']);
  });

  test('goes down to what breaks it: through all, implies and and', async () => {
    const down = 'all c in clusters: c.ha implies all x in c.hosts: x.name != Host2';
    expect(await of(down, '{x.name} of {c.name}')).toEqual(['warning Host2: Host2 of Farm']);
    expect(await of('all c in clusters: c.drs implies all x in c.hosts: x.name != Host2')).toEqual([]);
  });

  test('names what decided within', async () => {
    const shared = 'all x in hosts: not (any o in hosts: o != x and o.rack = x.rack)';
    expect(await of(shared, '{x.name} shares {x.rack} with {o.name}')).toEqual([
      'warning Host1: Host1 shares R1 with Host2',
      'warning Host2: Host2 shares R1 with Host1',
      'info r: Whether r holds is not known of Host3: the text does not state rack of Host3.',
    ]);
    expect(await of('all x in services(switchover): count m in x.members: m.host.rack = R1 <= 1', '{m.name}')).toEqual([
      'warning Pair: A and B',
      'info r: Whether r holds is not known of Apart: the text does not state rack of Host3.',
    ]);
  });

  test('shows quantities as they are written, and what is not stated as that', async () => {
    const small = 'all x in vms: count y in x.memory: y >= 1 TB >= 1';
    expect(await of(small, '{x} has {x.memory}, {x.host.cpu}, {x.host.cluster.ha.isolation}')).toEqual([
      'warning A: A has 8 GB, 16, power-off',
      'warning B: B has 4 GB, not stated, power-off',
      'warning C: C has not stated, not stated, power-off',
    ]);
  });
});

describe('comparisons', () => {
  const broken = async (condition: string) =>
    (await of(condition)).filter((line) => line.startsWith('warning')).map((line) => line.split(': ')[1]);

  for (const [condition, names] of [
    ['all x in hosts: x.memory >= 64 GB', ['Host2']],
    ['all x in hosts: x.memory > 65536 MB', ['Host1', 'Host2']],
    ['all x in hosts: x.cpu < 16', ['Host1']],
    ['all x in hosts: x.version = 7.0', []],
    ['all x in hosts: x.version >= "7.0u3"', ['Host1']],
    ['all x in hosts: x.version < 6.7', ['Host1', 'Host2']],
    ['all x in hosts: x.nics.speed >= 10 Gbps', ['Host2']],
    ['all x in hosts: x.nics.uses = vmotion', ['Host1', 'Host3']],
    ['all x in hosts: x.storage.kind != local', ['Host1']],
    ['all x in storages: x.kind = san', ['local']],
    ['all x in networks: x.dedicated', ['lan']],
    ['all x in networks: not x.dedicated', ['public']],
    ['all x in hosts: x.rack', ['Host3']],
    ['all x in hosts: count s in x.storage >= 2', ['Host2', 'Host3']],
    ['all x in hosts: count s in x.storage: s.kind = local = 0', ['Host1']],
    ['all x in vms: x.restart-priority >= high', ['B', 'C']],
    ['all x in vms: x.host != Host1', ['A']],
    ['all x in vms: x.host.site.name = "DataCenter"', []],
    ['all x in services: x.takeover <= 1 min', ['Pair']],
    ['all x in services(standalone, switchover): x.mode = switchover', ['Alone']],
    ['all x in clusters: x.ha.admission = reserve', ['Farm']],
    ['all x in clusters: count v in x.vms < 3', ['Farm']],
    ['all x in sites: count h in x.hosts = 3', []],
    ['all x in racks: x.circuits = P2', ['R1']],
    ['all x in hosts: x.circuits = P2', ['Host1', 'Host2']],
    ['all x in hosts: x.name = Host1 or x.memory < 1 TB', []],
  ] as const) {
    test(`${condition} is broken by ${names.length === 0 ? 'nothing' : names.join(' and ')}`, async () => {
      expect(await broken(condition)).toEqual(names);
    });
  }

  test('a server is its own host, so that one path serves for all members', async () => {
    expect(await broken('all x in services(switchover): x.backup.host.memory < 30 GB')).toEqual(['Pair']);
  });
});

describe('what the text does not state is not wrong', () => {
  test('it is said once a rule, at the rule', async () => {
    expect(await of('all x in hosts: x.memory > 1 GB and x.cpu >= 1')).toEqual([
      'info r: Whether r holds is not known of Host2 and Host3: the text does not state cpu of Host2 and Host3 and memory of Host3.',
    ]);
  });

  test('and not where it does not matter', async () => {
    expect(await of('all x in hosts: x.name = Host3 or x.memory > 1 GB')).toEqual([]);
    expect(await of('all x in hosts: x.memory > 1 GB or x.memory <= 1 GB or x.name = Host3')).toEqual([]);
    expect(await of('any x in hosts: x.memory > 1 GB')).toEqual([]);
  });

  test('a count is as uncertain as what it counts', async () => {
    expect(await of('count x in hosts: x.memory > 1 GB >= 2')).toEqual([]);
    expect(await of('count x in hosts: x.memory > 1 GB >= 4')).toEqual(['warning r: Host1 and Host2']);
    expect(await of('count x in hosts: x.memory > 1 GB >= 3')).toEqual([
      'info r: Whether r holds is not known: the text does not state memory of Host3.',
    ]);
  });

  test('what a thing of this kind does not have is not missing', async () => {
    expect(await of('all x in services(switchover): all m in x.members: m.vcpu < 100')).toEqual([
      'info r: Whether r holds is not known of A, B and C: the text does not state vcpu of A, B and C.',
    ]);
  });
});

describe('a name behind that of its site', () => {
  const two = 'site A { rack R1  host h { rack: R1 } }\nsite B { rack R1  host i { rack: R1 } }\n';
  const of = (condition: string) => found(`rule r warning "{x}" { ${condition} }`, {}, two);
  test('means that one alone', async () => {
    expect(await of('all x in hosts: x.rack != R1')).toEqual(['warning h: h', 'warning i: i']);
    expect(await of('all x in hosts: x.rack != A.R1')).toEqual(['warning h: h']);
    expect(await of('all x in hosts: x.rack != B.R2')).toEqual([
      'info r: r compares with B.R2, and nothing is called so.',
    ]);
    expect(await of('all x in hosts: x.rack != C.R1')).toEqual([expect.stringContaining('language: `C` is not bound')]);
    expect(await of('all x in hosts: x.name = h.name')).toEqual([
      expect.stringContaining('language: `h` is not bound'),
    ]);
  });

  test('in an imported file too', async () => {
    const text = 'import "./two.hatopo"\nrule r warning "{x}" { all x in hosts: x.rack != A.R1 }\n';
    const { document, services } = await loadText(text, { files: { './two.hatopo': two } });
    const author = checkDocument(document, services, { rules: [] }).filter(({ code }) => code === 'author/r');
    expect(author.map(({ message }) => message)).toEqual(['h']);
  });
});

describe('a name that nothing has', () => {
  test('is said once a rule, as information; not of words, variables and what is named', async () => {
    expect(await of('all x in vms: x.host != Host9 and x.host != "Host8"')).toEqual([
      'info r: r compares with Host9, and nothing is called so.',
    ]);
    expect(
      await of('all x in services(switchover): x.primary = A and x.primary != R1 and x.mode = switchover'),
    ).toEqual([]);
    expect(await of('all x in hosts: all y in hosts: x = y or x != y')).toEqual([]);
  });

  test('is said of no text in which it may be what cannot be read', async () => {
    const said = await found('vm Gone on Nowhere\nrule r warning "no" { all x in vms: x != Gone }\n');
    expect(said).toEqual([expect.stringContaining('language: No host is called Nowhere')]);
  });
});

describe('half-written rules', () => {
  const whole =
    'rule r warning "{x.name}" { all x in hosts: not (any o in services(duplication): o.active.host = x) and count s in x.storage >= 1 or x.memory > 5 GB }';
  test('say nothing, wherever the text ends', async () => {
    for (let end = 1; end < whole.length; end += 3) {
      const said = await found(whole.slice(0, end));
      expect(said.filter((line) => !line.startsWith('language: '))).toEqual([]);
    }
  });

  test('never break, whichever word is missing, doubled or in another place', async () => {
    const words = whole.split(' ');
    for (let at = 0; at < words.length; at++) {
      const [word = '', next = ''] = words.slice(at);
      for (const damaged of [
        words.toSpliced(at, 1),
        words.toSpliced(at, 0, word),
        words.toSpliced(at, 2, next, word),
        words.toSpliced(at, 1, 'x'),
      ])
        expect((await found(damaged.join(' '))).join()).not.toContain('internal-error');
    }
  });

  test('say nothing of what has another name', async () => {
    for (const condition of [
      'all x in hosst: x.memory > 1 TB',
      'all x in hosts: x.memry > 1 TB',
      'all x in hosts: y.memory > 1 TB',
      'all x in services(duplicaton): x.name = no',
      'all x in hosts: x.memory > 1 tb',
      'all x in hosts: x.name > 3',
      'all x in hosts: count s in x.storag >= 1',
      'x.name = y',
      '"text"',
    ]) {
      const said = await of(condition);
      expect(
        said.filter((line) => !line.startsWith('language: ')),
        condition,
      ).toEqual([]);
    }
  });

  test('say nothing of an element that cannot be read', async () => {
    const damaged = 'cluster Two { host Host8 { memory: 1 MB storage: nosuch } host Host9 { memory: ';
    const said = await found('rule r warning "{x.name}" { all x in hosts: x.storage.kind = san }\n', {}, damaged);
    expect(said.filter((line) => !line.startsWith('language: '))).toEqual([]);
  });
});
