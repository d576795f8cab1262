/** Reads XML, strictly. */
import { parser } from 'sax';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text in it, without that of elements in it. */
  readonly text: string;
}

/** @throws where the text is not well-formed */
export function parseXml(text: string): XmlElement {
  const root = { name: '', attributes: {}, children: [] as XmlElement[], text: '' };
  const open = [root];
  const reader = parser(true);
  reader.onerror = (error) => {
    throw error;
  };
  reader.onopentag = ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  reader.ontext = (part) => {
    const element = open.at(-1);
    if (element) element.text += part;
  };
  reader.onclosetag = () => {
    open.pop();
  };
  reader.write(text).close();
  // sax takes control characters, which XML 1.0 does not allow
  const [sign] = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u.exec(text) ?? [];
  if (sign !== undefined) throw new Error(`U+${sign.codePointAt(0)?.toString(16)} may not stand in XML`);
  const [element] = root.children;
  if (!element) throw new Error('there is no element');
  return element;
}
