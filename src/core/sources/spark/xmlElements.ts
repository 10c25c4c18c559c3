/** A small view on XML: elements by local name, attributes, text. Entities declared in the document are refused. */
import { XMLParser } from 'fast-xml-parser';

export interface XmlElement {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly elements: readonly XmlElement[];
	readonly text: string;
}

/** @returns the root element; undefined where the text is no XML, is cut, or declares a document type */
export function parseXml(text: string): XmlElement | undefined {
	// No OData service declares entities; whoever does wants them expanded (billion laughs, external files).
	if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return undefined;
	const parser = new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: '',
		removeNSPrefix: true,
		parseTagValue: false,
		parseAttributeValue: false,
		// Decoded below: the parser's own decoding counts towards limits meant for declared entities.
		processEntities: false,
		ignoreDeclaration: true,
		ignorePiTags: true,
	});
	const [root] = elementsOf(parsed(parser, text));
	return root !== undefined && isWhole(text, root.name) ? root : undefined;
}

function parsed(parser: XMLParser, text: string): unknown {
	try {
		return parser.parse(text) as unknown;
	} catch {
		// Broken beyond the parser's tolerance; the caller says that it is not complete XML.
		return [];
	}
}

/** The parser closes what is open at the end by itself; a document cut on its way shows by its root not being closed. */
function isWhole(text: string, root: string): boolean {
	return new RegExp(`</(?:[\\w.-]+:)?${root}\\s*>(?:\\s|<!--[^]*-->)*$`).test(text.slice(-4096));
}

export function children(element: XmlElement, name: string): readonly XmlElement[] {
	return element.elements.filter((child) => child.name === name);
}

/** All elements of that name below, not looking inside those found. */
export function descendants(element: XmlElement, name: string): readonly XmlElement[] {
	return element.elements.flatMap((child) => (child.name === name ? [child] : descendants(child, name)));
}

export function attribute(element: XmlElement, name: string): string | undefined {
	return element.attributes[name];
}

/** fast-xml-parser's ordered form: `[{ Tag: [children], ':@': { attribute: value } }, { '#text': … }]`. */
function elementsOf(nodes: unknown): XmlElement[] {
	if (!Array.isArray(nodes)) return [];
	const found: XmlElement[] = [];
	for (const node of nodes as readonly Readonly<Record<string, unknown>>[]) {
		const name = Object.keys(node).find((key) => key !== ':@');
		if (name === undefined || name === '#text') continue;
		const inner = node[name];
		found.push({ name, attributes: attributesOf(node[':@']), elements: elementsOf(inner), text: textOf(inner) });
	}
	return found;
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, decoded(String(text))]));
}

function textOf(nodes: unknown): string {
	if (!Array.isArray(nodes)) return '';
	const texts = (nodes as readonly Readonly<Record<string, unknown>>[]).map((node) => node['#text']);
	return decoded(texts.filter((text) => typeof text === 'string').join(''));
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(
		/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
		(whole, hex?: string, dec?: string, name?: string) => {
			if (name !== undefined) return entities[name] ?? whole;
			const point = hex === undefined ? Number(dec) : Number.parseInt(hex, 16);
			return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
		},
	);
}
