import { URI } from 'langium';
import { describe, expect, test } from 'vitest';
import { rules } from '../../engine/rules/index.ts';
import { message } from '../../engine/rules/message.ts';
import { type Fix, type Rule, rule } from '../../engine/rules/rule.ts';
import type { Host, Topology } from '../../engine/topology/model.ts';
import { applied } from '../../language/edits/text-edit.ts';
import { checkDocument } from '../../language/findings.ts';
import { type FixAllOptions, fixAll } from '../../language/fix-all.ts';
import { loadText } from '../../language/load.ts';
import { MemoryFiles } from '../../language/memory-files.ts';

const says = message`${'host'} is to be mended`;

/** A rule over hosts; its fix may be found lazily. */
function aboutHosts(id: string, isBroken: (host: Host, topology: Topology) => boolean, fix: (host: Host) => Fix): Rule {
  return rule({
    id,
    severity: 'warning',
    title: 'A rule of this test',
    why: '',
    sources: [],
    messages: { says },
    safeFixes: true,
    check: (topology, report) => {
      for (const host of topology.hosts)
        if (isBroken(host, topology)) report(host, says({ host: host.name }), { fix: () => fix(host) });
    },
    examples: { breaks: '', keeps: '' },
  });
}

const lacksMemory = aboutHosts(
  'test/memory',
  (host) => host.memory === undefined,
  (host) => ({
    title: 'State it',
    safe: true,
    edits: [{ edit: 'set', element: host.source, property: 'memory', value: '64 GB' }],
  }),
);
const lacksCpu = aboutHosts(
  'test/cpu',
  (host) => host.cpu === undefined,
  (host) => ({
    title: 'State it',
    safe: false,
    edits: [{ edit: 'set', element: host.source, property: 'cpu', value: '8' }],
  }),
);

function unlooked(): Fix {
  throw new Error('Nobody asked for this fix');
}

async function fixed(
  files: Readonly<Record<string, string>>,
  testRules: readonly Rule[],
  options: FixAllOptions = {},
  roots = Object.keys(files),
) {
  const memory = new MemoryFiles();
  for (const [name, text] of Object.entries(files)) memory.set(`file:///${name}`, text);
  const result = await fixAll(
    roots.map((name) => URI.parse(`file:///${name}`)),
    memory,
    { choicesFor: () => ({ rules: testRules }), ...options },
  );
  for (const { before, after, edits } of result.files) expect(applied(before, edits)).toBe(after);
  const texts = Object.fromEntries(result.files.map(({ uri, after }) => [uri.slice('file:///'.length), after]));
  return { ...result, texts };
}

describe('fix all', () => {
  test('mends everything that is safe, and leaves the text otherwise as it is', async () => {
    const text = '// two\nhost A { cpu: 4 }\n\nhost B {\n  cpu: 4 // cores\n}\nhost C { memory: 1 GB }\n';
    const { texts, applied: done, left } = await fixed({ 'a.hatopo': text }, [lacksMemory, lacksCpu]);
    expect(texts).toEqual({
      'a.hatopo':
        '// two\nhost A { cpu: 4  memory: 64 GB }\n\nhost B {\n  cpu: 4 // cores\n  memory: 64 GB\n}\nhost C { memory: 1 GB }\n',
    });
    expect(done.map(({ code, title }) => [code, title])).toEqual([
      ['test/memory', 'State it'],
      ['test/memory', 'State it'],
    ]);
    expect(left).toEqual([]);
  });

  test('fixes that are not safe only where they are asked for, by rule', async () => {
    const { texts } = await fixed({ 'a.hatopo': 'host A\nhost B\n' }, [lacksMemory, lacksCpu], {
      safeOnly: false,
      codes: new Set(['test/cpu']),
    });
    expect(texts).toEqual({ 'a.hatopo': 'host A { cpu: 8 }\nhost B { cpu: 8 }\n' });
  });

  test('fixes of a rule that has no safe ones are not even looked for where they are applied unseen', async () => {
    const { safeFixes: _, ...slow } = aboutHosts('test/slow', () => true, unlooked);
    const { texts, applied: done } = await fixed({ 'a.hatopo': 'host A\n' }, [slow, lacksMemory]);
    expect(texts).toEqual({ 'a.hatopo': 'host A { memory: 64 GB }\n' });
    expect(done.map(({ code }) => code)).toEqual(['test/memory']);
  });

  test('fixes of the same place come one after another', async () => {
    const { texts } = await fixed({ 'a.hatopo': 'host A\n' }, [lacksMemory, lacksCpu], { safeOnly: false });
    expect(texts).toEqual({ 'a.hatopo': 'host A { memory: 64 GB  cpu: 8 }\n' });
  });

  test('what is added at one place comes at once, however much it is', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `H${index}`);
    const untried = aboutHosts(
      'test/untried',
      (host, topology) => !topology.scenarios.some(({ title }) => title === host.name),
      (host) => ({
        title: 'Try it',
        safe: true,
        edits: [
          { edit: 'append', element: host.source, item: `scenario "${host.name}" {\n  at 0 s fail ${host.name}\n}` },
        ],
      }),
    );
    const text = names.map((name) => `host ${name}\n`).join('');
    const { texts, left } = await fixed({ 'a.hatopo': text }, [untried]);
    const added = names.map((name) => `\nscenario "${name}" {\n  at 0 s fail ${name}\n}\n`).join('');
    expect(texts).toEqual({ 'a.hatopo': text + added });
    expect(left).toEqual([]);
  });

  test('the first makes the body, then all others come into it at once', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `H${index}`);
    const unconnected = rule({
      ...lacksMemory,
      id: 'test/unconnected',
      check: ({ sites, networks, hosts }, report) => {
        for (const place of sites)
          for (const { name, source } of hosts)
            if (!networks.some((network) => network.name === `n${name}`))
              report({ source }, says({ host: name }), {
                fix: {
                  title: 'Add',
                  safe: true,
                  edits: [{ edit: 'add', element: place.source, item: `network n${name}` }],
                },
              });
      },
    });
    const hosts = names.map((name) => `host ${name}\n`).join('');
    const inside = names.map((name) => `network n${name}`);
    const { texts, left } = await fixed({ 'a.hatopo': `site S\n${hosts}` }, [unconnected]);
    expect(texts).toEqual({ 'a.hatopo': `site S { ${inside.join('  ')} }\n${hosts}` });
    expect(left).toEqual([]);
    const lines = await fixed({ 'a.hatopo': `site S {\n  network a\n}\n${hosts}` }, [unconnected]);
    expect(lines.texts).toEqual({ 'a.hatopo': `site S {\n  network a\n  ${inside.join('\n  ')}\n}\n${hosts}` });
  });

  test('nothing to mend changes no file', async () => {
    expect(await fixed({ 'a.hatopo': 'host A { memory: 1 GB }\n' }, [lacksMemory])).toMatchObject({
      files: [],
      applied: [],
      left: [],
    });
  });

  test('an imported file is mended once for all that import it, unless it may not be changed', async () => {
    const files = {
      'one.hatopo': 'import "./shared.hatopo"\nhost A\n',
      'two.hatopo': 'import "./shared.hatopo"\n',
      'shared.hatopo': 'host S\n',
    };
    const roots = ['one.hatopo', 'two.hatopo'];
    const { texts, applied: done } = await fixed(files, [lacksMemory], {}, roots);
    expect(texts).toEqual({
      'one.hatopo': 'import "./shared.hatopo"\nhost A { memory: 64 GB }\n',
      'shared.hatopo': 'host S { memory: 64 GB }\n',
    });
    expect(done).toHaveLength(2);
    const own = await fixed(files, [lacksMemory], { mayChange: (uri) => !uri.includes('shared') }, roots);
    expect(Object.keys(own.texts)).toEqual(['one.hatopo']);
  });

  test('a fix that spoils something else is left out, the others are applied', async () => {
    const small = aboutHosts(
      'test/small',
      (host) => host.name === 'B' && host.memory !== undefined,
      (host) => ({ title: 'None', safe: false, edits: [{ edit: 'remove', element: host.source, property: 'memory' }] }),
    );
    const { texts, left } = await fixed({ 'a.hatopo': 'host A\nhost B\nhost C\n' }, [lacksMemory, small]);
    expect(texts).toEqual({ 'a.hatopo': 'host A { memory: 64 GB }\nhost B\nhost C { memory: 64 GB }\n' });
    expect(left.map(({ code, message: said }) => [code, said])).toEqual([['test/memory', 'B is to be mended']]);
  });

  test('a fix may give reason to ask for what the text does not state, and for advice', async () => {
    const asks = rule({
      ...lacksCpu,
      id: 'test/asks',
      check: (topology, report) => {
        for (const host of topology.hosts)
          if (host.memory !== undefined) report(host, says({ host: host.name }), { notStated: true });
      },
    });
    const advises = rule({
      ...asks,
      id: 'test/advises',
      advisory: true,
      check: (topology, report) => {
        for (const host of topology.hosts) if (host.memory !== undefined) report(host, says({ host: host.name }));
      },
    });
    for (const other of [asks, advises]) {
      const { texts, left } = await fixed({ 'a.hatopo': 'host A\n' }, [lacksMemory, other]);
      expect(texts).toEqual({ 'a.hatopo': 'host A { memory: 64 GB }\n' });
      expect(left).toEqual([]);
    }
  });

  test('two fixes that are each good and spoil one another are not both applied', async () => {
    const stated = (topology: Topology) => topology.hosts.filter(({ memory }) => memory !== undefined).length;
    const most = aboutHosts(
      'test/most',
      (host, topology) => host.name === 'A' && stated(topology) > 1,
      (host) => ({ title: 'None', safe: false, edits: [{ edit: 'remove', element: host.source, property: 'memory' }] }),
    );
    const { texts } = await fixed({ 'a.hatopo': 'host A\nhost B\n' }, [lacksMemory, most]);
    expect(texts).toEqual({ 'a.hatopo': 'host A { memory: 64 GB }\nhost B\n' });
  });

  test('a fix that damages the text is left out', async () => {
    const damaging = aboutHosts(
      'test/damage',
      (host) => host.cpu === undefined,
      (host) => ({
        title: 'Break it',
        safe: true,
        edits: [{ edit: 'set', element: host.source, property: 'cpu', value: '8 }' }],
      }),
    );
    expect(await fixed({ 'a.hatopo': 'host A\n' }, [damaging])).toMatchObject({
      files: [],
      left: [{ code: 'test/damage' }],
    });
  });

  test('a rule whose fix mends nothing ends too', async () => {
    const idle = aboutHosts(
      'test/idle',
      () => true,
      (host) => ({
        title: 'More',
        safe: true,
        edits: [{ edit: 'set', element: host.source, property: 'memory', value: `${(host.memory ?? 0) + 1} MB` }],
      }),
    );
    expect(await fixed({ 'a.hatopo': 'host A\nhost B\n' }, [idle])).toMatchObject({ files: [] });
  });

  test('silenced findings are not mended, and what a fix makes idle hinders none', async () => {
    const text = '// hatopo-ignore test/memory: measured in May\nhost A { cpu: 1 }\n';
    expect(await fixed({ 'a.hatopo': text }, [lacksMemory])).toMatchObject({ files: [], left: [] });
    const both = aboutHosts(
      'test/both',
      (host) => host.memory === undefined,
      (host) => ({
        title: 'State it',
        safe: true,
        edits: [{ edit: 'set', element: host.source, property: 'memory', value: '64 GB' }],
      }),
    );
    const { texts } = await fixed({ 'a.hatopo': text }, [lacksMemory, both]);
    expect(texts).toEqual({ 'a.hatopo': text.replace('{ cpu: 1 }', '{ cpu: 1  memory: 64 GB }') });
  });

  test('files that are left out are not mended', async () => {
    const files = { 'a.hatopo': 'host A\n', 'b.hatopo': 'host B\n' };
    const { texts } = await fixed(files, [], {
      choicesFor: (uri) => (uri.path === '/a.hatopo' ? undefined : { rules: [lacksMemory] }),
    });
    expect(Object.keys(texts)).toEqual(['b.hatopo']);
  });

  test('a text from Windows keeps its line ends', async () => {
    const { texts } = await fixed({ 'a.hatopo': 'host A {\r\n  cpu: 4\r\n}\r\n' }, [lacksMemory]);
    expect(texts).toEqual({ 'a.hatopo': 'host A {\r\n  cpu: 4\r\n  memory: 64 GB\r\n}\r\n' });
  });
});

describe('fix all over the rules that ship', () => {
  const mendable = rules.filter(({ examples }) => examples.fixed !== undefined);

  test.each(mendable.map((each) => [each.id, each] as const))('%s: its own example, alone', async (id, each) => {
    const { texts } = await fixed({ 'a.hatopo': each.examples.breaks }, [each], {
      safeOnly: false,
      codes: new Set([id]),
    });
    const { document, services } = await loadText(texts['a.hatopo'] ?? each.examples.breaks);
    expect(checkDocument(document, services, { rules: [each] }).filter(({ fixes }) => fixes.length > 0)).toEqual([]);
  });
});
