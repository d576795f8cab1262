import { type LangiumDocument, URI } from 'langium';
import { beforeEach, describe, expect, it } from 'vitest';
import { buildTopology, elementAt } from '../../../language/builder/index.ts';
import { diagnosticsOf } from '../../../language/load.ts';
import { MemoryFiles } from '../../../language/memory-files.ts';
import { createHatopoServices } from '../../../language/module.ts';

const address = (name: string) => URI.parse(`file:///w/${name}.hatopo`);

describe('a workspace', () => {
  let files: MemoryFiles;
  let services: ReturnType<typeof createHatopoServices>;

  beforeEach(() => {
    files = new MemoryFiles();
    services = createHatopoServices({ fileSystemProvider: () => files });
    services.shared.workspace.DocumentBuilder.updateBuildOptions = { validation: true };
  });

  const write = (name: string, text: string) => files.set(address(name), text);
  const update = (changed: string[], deleted: string[] = []) =>
    services.shared.workspace.DocumentBuilder.update(changed.map(address), deleted.map(address));
  const document = (name: string) =>
    services.shared.workspace.LangiumDocuments.getDocument(address(name)) as LangiumDocument;
  const unknown = (name: string) =>
    diagnosticsOf(document(name)).filter(({ code }) => code === 'hatopo/unresolved-name').length;
  const ids = (name: string) => [...buildTopology(document(name), services.hatopo).elements.keys()];

  it('loads what an opened file imports, and what that imports', async () => {
    write('a', 'import "./b.hatopo"  vm V on H');
    write('b', 'import "./c.hatopo"  host H { nic n -> lan }');
    write('c', 'network lan');
    await update(['a']);
    expect(unknown('a')).toBe(0);
    expect(ids('a')).toEqual(['V', 'b.hatopo#H', 'b.hatopo#H.n', 'c.hatopo#lan']);
  });

  it('looks again at a file when one that it imports changes, also far away', async () => {
    write('a', 'import "./b.hatopo"  vm V on H');
    write('b', 'import "./c.hatopo"  host H { nic n -> lan }');
    write('c', 'network lan');
    write('d', 'network unrelated');
    await update(['a', 'd']);
    const before = {
      a: buildTopology(document('a'), services.hatopo),
      d: buildTopology(document('d'), services.hatopo),
    };
    const validated: string[] = [];
    services.shared.workspace.DocumentBuilder.onDocumentPhase(6, (each) => void validated.push(each.uri.path));

    write('c', 'network lan { vlan: 7 }');
    await update(['c']);
    expect(validated.sort()).toEqual(['/w/a.hatopo', '/w/b.hatopo', '/w/c.hatopo']);
    expect(buildTopology(document('a'), services.hatopo).networks[0]?.vlan).toBe(7);
    expect(buildTopology(document('a'), services.hatopo)).not.toBe(before.a);
    expect(buildTopology(document('d'), services.hatopo)).toBe(before.d);

    write('b', 'import "./c.hatopo"  host Renamed');
    await update(['b']);
    expect(unknown('a')).toBe(1);
  });

  it('notices a file that was missing when it comes, and one that goes', async () => {
    write('a', 'import "./b.hatopo"  vm V on H');
    await update(['a']);
    expect(unknown('a')).toBe(1);
    write('b', 'host H');
    await update(['b']);
    expect(unknown('a')).toBe(0);
    expect(ids('a')).toEqual(['V', 'b.hatopo#H']);
    files.delete(address('b'));
    await update([], ['b']);
    expect(unknown('a')).toBe(1);
    expect(ids('a')).toEqual([]);
  });

  it('loads a file whose import is written later', async () => {
    write('b', 'host H');
    write('a', 'vm V on H');
    await update(['a']);
    expect(unknown('a')).toBe(1);
    write('a', 'import "./b.hatopo" vm V on H');
    await update(['a']);
    expect(unknown('a')).toBe(0);
  });

  it('gives the same topology until something changes', async () => {
    write('a', 'host H  vm V on H');
    await update(['a']);
    const topology = buildTopology(document('a'), services.hatopo);
    expect(buildTopology(document('a'), services.hatopo)).toBe(topology);
    write('a', 'host H  vm V on H // more');
    await update(['a']);
    expect(buildTopology(document('a'), services.hatopo)).not.toBe(topology);
  });

  it('knows what stands at an offset', async () => {
    const text = 'network lan template T { nic n -> lan }\nhost A : T\nhost B : T { nic own -> lan }\nvm V on A';
    write('a', text);
    await update(['a']);
    buildTopology(document('a'), services.hatopo);
    const at = (part: string) => elementAt(document('a'), text.indexOf(part) + 1);
    expect(at('own')).toEqual(['B.own', 'B']);
    expect(at('nic n')).toEqual(['A.n', 'B.n']);
    expect(at('V on')).toEqual(['V']);
  });
});
