/** Reads `list-resources` piece by piece: text in, checked entries out. Runs in a thread of its own (`resourceWorker.ts`). */
import { TextDecoder } from 'node:util';
import { XMLParser } from 'fast-xml-parser';
import type { ListedFile, RefusedFile } from '../../../listedFile.ts';
import { resourcePaths } from './resourcePath.ts';
import { broken, ResourceScanner } from './resourceScanner.ts';

export interface ResourceBatch {
	readonly files: readonly ListedFile[];
	readonly refused: readonly RefusedFile[];
}

/** Enough to spread the parser's fixed costs, few enough to stay small. */
const tagsPerParse = 500;
/** The parser is tolerant and would make something of `size=1`; a list that is damaged must not be believed. */
const wellFormed = /^<resource(?:\s+[\p{L}_:][\p{L}\p{N}_:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*\s*\/>$/u;
const uidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export class ResourceParser {
	readonly #scanner = new ResourceScanner();
	readonly #decoder: TextDecoder;
	readonly #parser = new XMLParser({
		ignoreAttributes: false,
		attributeNamePrefix: '',
		removeNSPrefix: true,
		parseAttributeValue: false,
		trimValues: false,
		// Decoded below: only what XML itself defines, nothing that a document could declare.
		processEntities: false,
		isArray: (name) => name === 'resource',
	});
	#tags: string[] = [];

	/** @param start  the first bytes, which tell the encoding */
	constructor(start: Uint8Array) {
		this.#decoder = decoderOf(start);
	}

	add(bytes: Uint8Array): ResourceBatch {
		this.#tags.push(...this.#scanner.add(this.#decoder.decode(bytes, { stream: true })));
		return this.#tags.length < tagsPerParse ? nothing : this.#take();
	}

	/** @throws FreeholdError `badResponse` where the list is not whole */
	end(): ResourceBatch {
		this.#tags.push(...this.#scanner.add(this.#decoder.decode()));
		this.#scanner.end();
		return this.#take();
	}

	#take(): ResourceBatch {
		const files: ListedFile[] = [];
		const refused: RefusedFile[] = [];
		for (let at = 0; at < this.#tags.length; at += tagsPerParse) {
			for (const attributes of this.#parse(this.#tags.slice(at, at + tagsPerParse))) {
				const entry = checked(attributes);
				if ('why' in entry) refused.push(entry);
				else files.push(entry);
			}
		}
		this.#tags = [];
		return { files, refused };
	}

	#parse(tags: readonly string[]): readonly Attributes[] {
		const wrong = tags.find((tag) => !wellFormed.test(tag));
		if (wrong !== undefined) throw broken(`one of its entries is no XML: ${wrong.slice(0, 120)}`);
		const xml = `<resources>${tags.join('')}</resources>`;
		const { resources } = this.#parser.parse(xml) as { resources: { resource: readonly (Attributes | '')[] } | '' };
		if (resources === '') return [];
		return resources.resource.map((attributes) => (attributes === '' ? {} : attributes));
	}
}

type Attributes = Readonly<Record<string, string>>;

const nothing: ResourceBatch = { files: [], refused: [] };

function checked(attributes: Attributes): ListedFile | RefusedFile {
	const uid = decoded(attributes.uid ?? '').trim();
	const name = decoded(attributes['file-name'] ?? '');
	const refuse = (why: string): RefusedFile => ({ uid: uid.slice(0, 80), name: name.slice(0, 200), why });
	const id = uid.toLowerCase();
	if (!uidForm.test(id)) return refuse('its uid is not one, and would become part of an address and a path');
	const size = wholeNumber(attributes.size);
	if (size === undefined) return refuse(`its size is "${(attributes.size ?? '').slice(0, 40)}"`);
	const crc = crcOf(attributes.crc);
	const sha256 = sha256Of(attributes.checksum);
	if (crc === 'unreadable') return refuse(`its crc is "${(attributes.crc ?? '').slice(0, 80)}"`);
	if (sha256 === 'unreadable') return refuse(`its checksum is "${(attributes.checksum ?? '').slice(0, 80)}"`);
	const contentType = decoded(attributes['content-type'] ?? '').slice(0, 200);
	return { uid: id, name, contentType, size, crc, sha256, ...resourcePaths(name, id) };
}

function wholeNumber(text: string | undefined): number | undefined {
	if (text === undefined || !/^\d{1,15}$/.test(text.trim())) return undefined;
	return Number(text);
}

/** Unsigned decimal as in the seed's example; Java's signed form of the same 32 bits is taken as well. */
function crcOf(text: string | undefined): number | 'unreadable' | undefined {
	const value = text?.trim() ?? '';
	if (value === '') return undefined;
	if (!/^-?\d{1,10}$/.test(value) || Number(value) > 0xffff_ffff || Number(value) < -0x8000_0000) return 'unreadable';
	return Number(value) >>> 0;
}

/** Seen in the service instead of `crc` (domain/realpad.md §1.6). */
function sha256Of(text: string | undefined): string | undefined {
	const value = text?.trim().toLowerCase() ?? '';
	if (value === '') return undefined;
	return /^[0-9a-f]{64}$/.test(value) ? value : 'unreadable';
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
	if (!text.includes('&')) return text;
	return text.replace(/&([^;&\s]{0,12});?/g, (whole, entity: string) => {
		if (/^#(?:x[0-9a-f]{1,6}|\d{1,7})$/i.test(entity)) {
			const point = /^#x/i.test(entity) ? parseInt(entity.slice(2), 16) : Number(entity.slice(1));
			return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
		}
		const known = named[entity];
		if (known === undefined) throw broken(`it uses the unknown entity ${whole.slice(0, 20)}`);
		return known;
	});
}

/** By byte order mark, then by declaration, then UTF-8 (XML 1.0 appendix F). */
function decoderOf(start: Uint8Array): TextDecoder {
	const [a, b] = start;
	if (a === 0xff && b === 0xfe) return new TextDecoder('utf-16le');
	if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be');
	const head = Buffer.from(start.subarray(0, 200)).toString('latin1');
	const declared = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(declared);
	} catch (cause) {
		throw broken(`its encoding "${declared}" is not known (${String(cause)})`);
	}
}
