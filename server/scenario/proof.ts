/** Reads a text with a scenario that was written into it, and says which of its lines are not as they should be. */
import type { URI } from 'langium';
import { simulate } from '../../engine/simulation/index.ts';
import type { Change } from '../../language/edits/text-edit.ts';
import { loadUri } from '../../language/load.ts';
import { OverlaidFiles } from '../../language/overlaid-files.ts';
import type { ServerServices } from '../services.ts';

/**
 * The lines of the scenario, without their indentation, of which the language says something or that do not hold. Of
 * other files the editor's texts count.
 */
export async function flawsOf(
  title: string,
  { start, newText }: Change,
  uri: URI,
  text: string,
  services: ServerServices,
): Promise<readonly string[]> {
  const { FileSystemProvider: disk, TextDocuments } = services.shared.workspace;
  const files = new OverlaidFiles(disk);
  for (const open of TextDocuments.all()) files.overlay.set(open.uri, open.getText());
  files.overlay.set(uri.toString(), text);
  const { topology, diagnostics } = await loadUri(uri, files);
  const end = start + newText.length;
  const told = diagnostics
    .filter((each) => each.uri === uri.toString() && each.start >= start && each.start < end)
    .map((each) => lineAt(text, each.start));
  const scenario = topology.scenarios.find((one) => one.title === title);
  if (!scenario) return [...told, ''];
  const untrue = simulate(topology, scenario).expectations.filter(({ holds }) => !holds);
  return [...told, ...untrue.map((each) => `expect ${each.text}`)];
}

function lineAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', offset);
  return text.slice(start, feed === -1 ? text.length : feed).trim();
}
