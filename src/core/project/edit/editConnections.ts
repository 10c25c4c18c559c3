/** Adds, changes and doubles connections in the text of a freehold.yaml; what stands around them stays. */
import { isMap, isScalar, isSeq } from 'yaml';
import type { Document, ParsedNode, YAMLMap } from 'yaml';
import { FreeholdError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { settingLine, settingText } from '../newConnection.ts';
import type { Setting } from '../newConnection.ts';
import { behind, edited, indentBefore, nameOf, rangeOf, readable, without } from './splice.ts';
import type { TextChange } from '../language/connectionNames.ts';

/** What may be written below a connection's name; of an import also lists by dataset. */
export type RawSettings = Readonly<Record<string, Json>>;

/** @throws FreeholdError `usage` where the name is taken */
export function addConnection(text: string, name: string, settings: RawSettings): string {
	assertFree(text, name);
	return edited(text, {
		change: (document) => {
			const connections = document.get('connections');
			if (isMap(connections)) connections.set(document.createNode(name), document.createNode(settings));
			else document.set('connections', document.createNode({ [name]: settings }));
		},
		splice: (document) => {
			const place = blockOf(document, text);
			if (place === undefined || !Object.values(settings).every(isSetting)) return undefined;
			const { map, indent, step } = place;
			const lines = Object.entries(settings).map(([key, value]) => indent + step + settingLine(key, value as Setting));
			return behind(text, map, [`${indent}${name}:`, ...lines]);
		},
	});
}

/** Sets one key of a connection, or takes it out where there is no value. */
export function changeSetting(text: string, name: string, key: string, value: Setting | undefined): string {
	return edited(text, {
		change: (document) => {
			const settings = document.getIn(['connections', name]);
			if (!isMap(settings)) throw notThere(name);
			if (value === undefined) settings.delete(key);
			// The node stays, and with it the comment behind it.
			else if (isScalar(settings.get(key, true)) && typeof value !== 'object') settings.set(key, value);
			else settings.set(key, flowNode(document, value));
		},
		splice: (document) => {
			const settings = document.getIn(['connections', name]);
			return isMap(settings) ? settingChange(text, settings, key, value) : undefined;
		},
	});
}

/** Writes a connection a second time, under another name, behind all others. */
export function duplicateConnection(text: string, from: string, to: string): string {
	assertFree(text, to);
	return edited(text, {
		change: (document) => {
			const connections = document.get('connections');
			const settings = isMap(connections) ? connections.get(from, true) : undefined;
			if (!isMap(connections) || settings === undefined) throw notThere(from);
			connections.set(document.createNode(to), document.createNode(settings.toJS(document)));
		},
		splice: (document) => {
			const place = blockOf(document, text);
			const pair = place?.map.items.find((one) => nameOf(one) === from);
			const range = rangeOf(pair, text);
			if (place === undefined || pair === undefined || range === undefined) return undefined;
			const [, keyEnd] = (pair.key as ParsedNode).range;
			const copy = `${place.indent}${to}${text.slice(keyEnd, range[1])}`;
			return behind(text, place.map, copy.split(/\r?\n/));
		},
	});
}

function settingChange(
	text: string,
	settings: YAMLMap,
	key: string,
	value: Setting | undefined,
): TextChange | undefined {
	const nth = settings.items.findIndex((pair) => nameOf(pair) === key);
	const pair = settings.items[nth];
	if (value === undefined) return pair === undefined ? undefined : without(text, settings, nth);
	if (pair !== undefined) {
		const range = rangeOf(pair.value, text);
		const isSimple = isScalar(pair.value) || (isSeq(pair.value) && pair.value.flow === true);
		return range === undefined || !isSimple ? undefined : { range, text: settingText(value) };
	}
	const last = rangeOf(settings.items.at(-1), text);
	if (last === undefined) return undefined;
	if (settings.flow === true) return { range: [last[1], last[1]], text: `, ${settingLine(key, value)}` };
	const indent = indentBefore(text, settings);
	return indent === undefined ? undefined : behind(text, settings, [indent + settingLine(key, value)]);
}

interface Block {
	readonly map: YAMLMap;
	/** Before a connection's name. */
	readonly indent: string;
	/** What its settings have before them besides. */
	readonly step: string;
}

/** The connections, where they stand below each other. */
function blockOf(document: Document.Parsed, text: string): Block | undefined {
	const map = document.get('connections');
	if (!isMap(map) || map.flow === true || map.items.length === 0) return undefined;
	const indent = indentBefore(text, map);
	if (indent === undefined) return undefined;
	const settings = map.items.map(({ value }) => value).find((value) => isMap(value) && value.flow !== true);
	const inner = isMap(settings) ? indentBefore(text, settings) : undefined;
	return { map, indent, step: inner?.startsWith(indent) === true ? inner.slice(indent.length) : '  ' };
}

function isSetting(value: Json): value is Setting {
	if (Array.isArray(value)) return (value as readonly Json[]).every((item) => typeof item === 'string');
	return typeof value === 'string' || typeof value === 'boolean';
}

function flowNode(document: Document.Parsed, value: Setting): unknown {
	const node = document.createNode(value);
	if (isSeq(node)) node.flow = true;
	return node;
}

function assertFree(text: string, name: string): void {
	const connections: unknown = readable(text).get('connections');
	// Files of the same name but for the case are one file on Windows and macOS.
	const isTaken = isMap(connections) && connections.items.some((pair) => isSame(nameOf(pair), name));
	if (!isTaken) return;
	throw new FreeholdError('usage', {
		what: `'${name}' was not added`,
		why: 'there is a connection of that name',
		next: 'Choose another name',
	});
}

function isSame(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}

export function notThere(name: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `'${name}' was not changed`,
		why: 'freehold.yaml does not declare it, or not in a way that can be changed from here',
		next: 'Change it in the file itself',
	});
}
